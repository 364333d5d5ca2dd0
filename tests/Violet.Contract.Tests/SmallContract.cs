using Violet.Contract.Generating;
using Violet.Contract.Reading;

namespace Violet.Contract.Tests;

/// <summary>A contract of one small API in a temporary folder, without a mistake until a test makes one.</summary>
internal sealed class SmallContract : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("violet-contract-").FullName;

    public SmallContract()
    {
        Directory.CreateDirectory(ApiFolder);
        Write("shop.yaml", Root);
        Write("items.yaml", Items);
        Write("common.yaml", Common);
    }

    public string ApiFolder => Path.Combine(_folder, "shop");

    /// <summary>The folder of APIs.</summary>
    public string Folder => _folder;

    public string PathOf(string file) => Path.Combine(ApiFolder, file);

    public SmallContract Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    /// <summary>Replaces a text, which must occur, in the file that has it.</summary>
    public SmallContract Edit(string before, string after)
    {
        string file = Directory.GetFiles(ApiFolder).Single(file => File.ReadAllText(file).Contains(before, StringComparison.Ordinal));
        string text = File.ReadAllText(file);
        int at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.That(text.IndexOf(before, at + 1, StringComparison.Ordinal), Is.EqualTo(-1), $"'{before}' stands in {file} twice");
        File.WriteAllText(file, text[..at] + after + text[(at + before.Length)..]);
        return this;
    }

    public CheckedApi Check() => CheckedApi.Check(ApiFolder);

    public IReadOnlyList<Problem> Problems() => Check().Problems;

    /// <summary>The text that begins where the problem is.</summary>
    public static string TextAt(Problem problem) =>
        File.ReadAllLines(problem.Place.File)[problem.Place.Line - 1][(problem.Place.Column - 1)..];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private const string Root = """
        openapi: 3.0.3
        info:
          title: Shop
          version: '1'
          license: { name: MIT }
        x-api: { namespace: Shop.Generated, client: Shop, prefix: '' }
        servers:
          - { url: 'https://{region}.shop.example/v1', variables: { region: { default: eu } } }
        security:
          - { Key: [] }
        tags:
          - { name: Items, description: 'What is sold.' }
        paths:
          /items: { $ref: 'items.yaml#/paths/~1items' }
          /items/search: { $ref: 'items.yaml#/paths/~1items~1search' }
          /items/{item_id}: { $ref: 'items.yaml#/paths/~1items~1{item_id}' }
        components:
          securitySchemes:
            Key: { type: apiKey, in: header, name: X-Key }

        """;

    private const string Items = """
        paths:
          /items:
            get:
              tags: [Items]
              operationId: Items_List
              summary: List the items.
              x-paging: page
              parameters:
                - { $ref: 'common.yaml#/components/parameters/Page' }
                - { $ref: 'common.yaml#/components/parameters/Size' }
                - name: app_id
                  in: query
                  x-originalName: appId
                  x-from-options: AppId
                  description: The app that asks.
                  schema: { type: integer, format: int64, minimum: 1 }
                  example: 7
              responses:
                '200':
                  description: A page of items.
                  content:
                    application/json:
                      schema: { $ref: '#/components/schemas/ItemPage' }
                default: { $ref: 'common.yaml#/components/responses/Error' }
          /items/search:
            post:
              tags: [Items]
              operationId: Items_Search
              summary: Find items.
              x-retry: safe
              x-errors:
                - { status: 422, slug: no_filter, code: 17, when: 'Nothing is asked for.' }
                - { status: 404, when: 'Nothing is found.' }
              requestBody:
                required: true
                content:
                  application/json:
                    schema: { $ref: '#/components/schemas/ItemSearchRequest' }
                    example: { name: Lamp, state: ON_SALE }
              responses:
                '200':
                  description: An item.
                  content:
                    application/json:
                      schema: { $ref: '#/components/schemas/Item' }
                default: { $ref: 'common.yaml#/components/responses/Error' }
          /items/{item_id}:
            delete:
              tags: [Items]
              operationId: Items_Delete
              summary: Delete an item.
              parameters:
                - name: item_id
                  in: path
                  required: true
                  x-originalName: itemId
                  description: The item.
                  schema: { type: integer, format: int64 }
              responses:
                '204': { description: It is gone. }
                default: { $ref: 'common.yaml#/components/responses/Error' }
        components:
          schemas:
            ItemSearchRequest:
              type: object
              description: What to find.
              required: [name]
              properties:
                name: { type: string, maxLength: 10, description: 'A part of the name.' }
                state: { $ref: '#/components/schemas/ItemState', description: 'Only items in this state.' }
            Item:
              type: object
              description: Something that is sold.
              required: [id]
              properties:
                id: { type: integer, format: int64, description: 'Its id.' }
                state: { $ref: '#/components/schemas/ItemState', description: 'Where it stands.' }
                price: { type: number, format: double, x-aliases: [cost], description: 'What it costs.' }
                key: { type: string, x-secret: true, description: 'Who has it may sell it.' }
                labels: { type: object, additionalProperties: { type: string }, description: 'Names of all kinds.' }
                größe: { type: string, x-originalName: Size, description: 'How big it is.' }
                related:
                  type: array
                  description: Items like it.
                  items: { $ref: '#/components/schemas/Item' }
            ItemState:
              type: string
              description: What is done with an item.
              enum: [ON_SALE, SOLD, 'quo"te']
              x-enumNames: [OnSale, Sold, Quote]
              x-enum-aliases: { VENDU: SOLD }
              x-enum-descriptions: { SOLD: 'Somebody has bought it.' }
            ItemPage:
              description: A page of items.
              allOf:
                - { $ref: 'common.yaml#/components/schemas/PageEnvelope' }
                - type: object
                  properties:
                    content:
                      type: array
                      description: The items on this page.
                      items: { $ref: '#/components/schemas/Item' }
            ShopTopic:
              type: string
              description: What a webhook tells.
              enum: [ITEM_SOLD, SHOP_CLOSED]
              x-webhook-payload: { ITEM_SOLD: { $ref: '#/components/schemas/SoldItem' } }
            SoldItem:
              type: object
              description: An item that was sold.
              properties:
                buyer: { type: string, description: 'Who bought it.' }

        """;

    private const string Common = """
        components:
          parameters:
            Page:
              name: page
              in: query
              description: Number of the page.
              schema: { type: integer, format: int32, default: 1 }
            Size:
              name: size
              in: query
              description: Items per page.
              schema: { type: integer, format: int32 }
          responses:
            Error:
              description: It went wrong.
              content:
                application/json:
                  schema: { $ref: '#/components/schemas/ErrorResponse' }
          schemas:
            ErrorResponse:
              type: object
              description: Why it went wrong.
              properties:
                message: { type: string, description: 'In words.' }
            PageEnvelope:
              type: object
              description: What every page has.
              properties:
                last: { type: boolean, description: 'Whether no page follows.' }

        """;
}
