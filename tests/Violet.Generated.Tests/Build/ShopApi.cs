namespace Violet.Generated.Tests.Build;

/// <summary>A third API, of two operations.</summary>
internal static class ShopApi
{
    public static void AddTo(RepositoryCopy copy)
    {
        Write("openapi/shop/shop.yaml", Contract);
        Write("src/Violet.Generated/Shop/ShopClient.cs", Shell);

        void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy.PathOf(path))!);
            File.WriteAllText(copy.PathOf(path), text);
        }
    }

    /// <summary>Whose account a client calls with is no matter of the contract: this one borrows Rutter's.</summary>
    private const string Shell = """
        using Violet.Generated.Runtime.Http;

        namespace Violet.Generated.Shop;

        /// <inheritdoc/>
        public sealed partial class ShopClient(Violet.Generated.Rutter.RutterOptions options, HttpClient client) : IShopClient
        {
            private readonly TransportSlot _slot = new(options, () => client, null);
        }

        """;

    private const string Contract = """
        openapi: 3.0.3
        info: { title: Shop, version: '1', license: { name: MIT } }
        x-api: { namespace: Violet.Generated.Shop, client: Shop, prefix: Shop }
        servers:
          - { url: 'https://shop.example' }
        security:
          - { Key: [] }
        tags:
          - { name: Items, description: 'What is sold.' }
        paths:
          /items/{item_id}:
            get:
              tags: [Items]
              operationId: Items_Get
              summary: Read an item.
              parameters:
                - name: item_id
                  in: path
                  required: true
                  x-originalName: itemId
                  description: The item.
                  schema: { type: integer, format: int64 }
              responses:
                '200':
                  description: The item.
                  content:
                    application/json:
                      schema: { $ref: '#/components/schemas/ShopItem' }
                default: { $ref: '#/components/responses/Error' }
          /items:
            post:
              tags: [Items]
              operationId: Items_Create
              summary: Sell an item.
              x-retry: never
              requestBody:
                required: true
                content:
                  application/json:
                    schema: { $ref: '#/components/schemas/ShopItemRequest' }
              responses:
                '200':
                  description: The item.
                  content:
                    application/json:
                      schema: { $ref: '#/components/schemas/ShopItem' }
                default: { $ref: '#/components/responses/Error' }
        components:
          securitySchemes:
            Key: { type: http, scheme: basic }
          responses:
            Error:
              description: It failed.
              content:
                application/json:
                  schema: { $ref: '#/components/schemas/ShopError' }
          schemas:
            ShopError:
              type: object
              description: Why it failed.
              properties:
                message: { type: string, description: 'In words.' }
            ShopItemRequest:
              type: object
              description: What to sell.
              required: [name]
              properties:
                name: { type: string, description: 'Its name.' }
            ShopItem:
              type: object
              description: What is sold.
              properties:
                name: { type: string, description: 'Its name.' }
                color: { $ref: '#/components/schemas/ShopColor', description: 'Its colour.' }
            ShopColor:
              type: string
              description: A colour.
              enum: [RED, DARK_BLUE]

        """;
}
