namespace Violet.Generated.Tests.Build;

/// <summary>A third API, of two operations, whose texts try to break out of where they stand.</summary>
internal static class ShopApi
{
    public static void AddTo(RepositoryCopy copy)
    {
        Write("openapi/shop/shop.yaml", Contract);
        Write("src/Violet.Generated/Shop/ShopOptions.cs", Options);

        void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy.PathOf(path))!);
            File.WriteAllText(copy.PathOf(path), text);
        }
    }

    /// <summary>Whose account a client calls with is no matter of the contract.</summary>
    private const string Options = """
        using Violet.Generated.Runtime.Http;

        namespace Violet.Generated.Shop;

        /// <summary>The settings of a shop's client.</summary>
        public sealed class ShopOptions : ApiOptions
        {
            internal override Uri DefaultBaseAddress => new("https://shop.example/v1/");

            internal override ApiProfile CreateProfile(ApiConnection connection, ApiProfile? previous) => new ShopProfile();
        }

        internal sealed class ShopProfile : ApiProfile
        {
            public override string Name => "Shop";

            public override IReadOnlyList<string> RequestIdHeaders => [];

            public override void Authenticate(HttpRequestMessage message, ApiRequest request, string? token) { }
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
                größe:
                  type: string
                  x-originalName: Size
                  x-aliases: ["gr\u00f6\"\\sse"]
                  description: "Its size: `größe`, <b> & \"inches\" {{ size }} {% if %} */ \\ back \u2028 **bold** `co<de`.\n\n- one\n- two"
            ShopColor:
              type: string
              description: A colour.
              enum: [RED, DARK_BLUE, "quo\"te \\ {{ x }}"]
              x-enumNames: [Red, DarkBlue, Quote]
              x-enum-aliases: { "al\"ias": RED }
              x-enum-descriptions: { DARK_BLUE: "Not \"light\" <blue> & {{ y }}." }

        """;
}
