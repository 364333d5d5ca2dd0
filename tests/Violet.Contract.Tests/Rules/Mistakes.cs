namespace Violet.Contract.Tests.Rules;

/// <summary>A mistake in the small contract: what is edited, and what is then said of which place.</summary>
/// <param name="At">The text that begins where the mistake is told.</param>
public sealed record Mistake(string Code, string Before, string After, string Says, string At)
{
    public override string ToString() => $"{Code}: {After.Trim().Split('\n')[0]}";
}

/// <summary>At least one mistake for every rule.</summary>
internal static class Mistakes
{
    public static IEnumerable<Mistake> All => [.. Structure, .. Paths, .. Operations, .. Schemas, .. Enums];

    private static readonly Mistake[] Structure =
    [
        new(
            "OAS-struct",
            "summary: List the items.",
            "summary: List the items.\n      sumary: Twice.",
            "Did you mean 'summary'?",
            "sumary:"
        ),
        new(
            "OAS-struct",
            "summary: List the items.",
            "summary: List the items.\n      color: red",
            "'color' is not expected in an operation. Mind",
            "color:"
        ),
        new("OAS-struct", "  title: Shop\n", "", "'title' is missing here", "info:"),
        new("OAS-struct", "version: '1'", "version: 1.0", "'version' is text: put it in quotes, not 1.0.", "1.0"),
        new("OAS-struct", "required: [id]", "required: id", "'required' is a list, not 'id'.", "id"),
        new("OAS-struct", "maxLength: 10,", "maxLength: ten,", "'maxLength' is a whole number", "ten"),
        new("OAS-struct", "price: { type: number,", "price: { type: nunber,", "Did you mean 'number'?", "nunber"),
        new(
            "OAS-struct",
            "Key: { type: apiKey, in: header, name: X-Key }",
            "Key: { type: apiKey, in: header }",
            "'name' is missing",
            "Key:"
        ),
        new(
            "OAS-struct",
            "{ $ref: '#/components/schemas/ItemState', description: 'Where",
            "{ $ref: '#/components/schemas/ItemState', descripton: x, description: 'Where",
            "Did you mean 'description'?",
            "descripton"
        ),
        new(
            "OAS-struct",
            "- { $ref: 'common.yaml#/components/parameters/Size' }",
            "- { $ref: 'common.yaml#/components/responses/Error' }\n        - { $ref: 'common.yaml#/components/parameters/Size' }",
            "leads to components/responses, but a parameter is wanted",
            "'common.yaml#/components/responses/Error'"
        ),
        new(
            "OAS-struct",
            "          items: { $ref: '#/components/schemas/Item' }\n    ItemState",
            "    ItemState",
            "write items",
            "type: array"
        ),
        new(
            "OAS-struct",
            "          required: true\n          x-originalName: itemId",
            "          x-originalName: itemId",
            "write required: true",
            "in: path"
        ),
        new(
            "OAS-no-unresolved-refs",
            "'#/components/schemas/ItemPage'",
            "'#/components/schemas/ItemPge'",
            "Did you mean '#/components/schemas/ItemPage'?",
            "'#/components/schemas/ItemPge'"
        ),
        new(
            "OAS-no-unresolved-refs",
            "'common.yaml#/components/parameters/Page'",
            "'comon.yaml#/components/parameters/Page'",
            "the file cannot be read. Mind the path ('/' in a path is '~1') and the spelling. Did you mean 'common.yaml#/components/parameters/Page'?",
            "'comon.yaml"
        ),
        new(
            "OAS-no-unresolved-refs",
            "'common.yaml#/components/parameters/Page'",
            "'#/components/parameters/Page'",
            "Did you mean 'common.yaml#/components/parameters/Page'?",
            "'#/components/parameters/Page'"
        ),
        new(
            "OAS-spec-components-invalid-map-name",
            "    Page:\n",
            "    'Pa ge': { name: p, in: query, description: 'P.', schema: { type: string } }\n    Page:\n",
            "'Pa ge'",
            "'Pa ge'"
        ),
        new(
            "VIOLET018",
            "ItemState', description: 'Where",
            "ItemState', x-enumNames: [A], description: 'Where",
            "stands on the schema itself",
            "x-enumNames"
        ),
        new("VIOLET018", "x-retry: safe", "x-retry: safe\n      x-rety: safe", "Did you mean 'x-retry'?", "x-rety"),
        new(
            "VIOLET018",
            "summary: Delete an item.",
            "summary: Delete an item.\n      x-secret: true",
            "x-secret stands on a parameter or on a schema, not here.",
            "x-secret"
        ),
    ];

    private static readonly Mistake[] Paths =
    [
        new("OAS-info-license", "  license: { name: MIT }\n", "", "license", "info:"),
        new(
            "OAS-no-empty-servers",
            "  - { url: 'https://{region}.shop.example/v1', variables: { region: { default: eu } } }",
            "  []",
            "at least one",
            "servers"
        ),
        new("OAS-no-server-trailing-slash", "example/v1'", "example/v1/'", "ends with a slash", "'https://{region}"),
        new(
            "OAS-no-undefined-server-variable",
            "variables: { region:",
            "variables: { regoin: { default: us }, region:",
            "Did you mean 'region'?",
            "regoin"
        ),
        new(
            "OAS-no-undefined-server-variable",
            "https://{region}.shop",
            "https://{region}.{shop}",
            "'shop' of the address is not defined",
            "'https://"
        ),
        new("OAS-security-defined", "- { Key: [] }", "- { Kye: [] }", "Did you mean 'Key'?", "Kye"),
        new("OAS-tag-description", "description: 'What is sold.'", "description: ''", "'Items' needs a description", "{ name: Items"),
        new(
            "OAS-no-duplicated-tag-names",
            "  - { name: Items, description: 'What is sold.' }",
            "  - { name: Items, description: 'What is sold.' }\n  - { name: Items, description: 'Twice.' }",
            "'Items' stands in the list twice",
            "Items, description: 'Twice.'"
        ),
        new(
            "OAS-no-path-trailing-slash",
            "  /items: {",
            "  /things/: { summary: None. }\n  /items: {",
            "'/things/' ends with a slash",
            "/things/"
        ),
        new(
            "OAS-no-identical-paths",
            "  /items: {",
            "  /items/{other}: { summary: None. }\n  /items: {",
            "the same as '/items/{other}'",
            "/items/{item_id}"
        ),
        new("OAS-path-declaration-must-exist", "  /items: {", "  /things/{}: { summary: None. }\n  /items: {", "has no name", "/things/{}"),
        new(
            "OAS-path-not-include-query",
            "  /items: {",
            "  /things?all=1: { summary: None. }\n  /items: {",
            "holds a query",
            "/things?all=1"
        ),
        new(
            "OAS-path-parameters-defined",
            "        - name: item_id",
            "        - { name: other, in: path, required: true, description: 'Odd.', schema: { type: string } }\n        - name: item_id",
            "The parameter 'other' is not in the path '/items/{item_id}'",
            "other, in"
        ),
        new(
            "VIOLET009",
            "  /items: { $ref: 'items.yaml#/paths/~1items' }",
            "  /things: { $ref: 'items.yaml#/paths/~1items' }\n  /items: { $ref: 'items.yaml#/paths/~1items' }",
            "The list names '/things', but the reference leads to '/items'",
            "{ $ref: 'items.yaml#/paths/~1items' }"
        ),
        new(
            "VIOLET023",
            "  /items/{item_id}:\n    delete:",
            "  /items/{item_id}:\n    parameters: []\n    delete:",
            "Parameters stand in each operation",
            "parameters: []"
        ),
        new("VIOLET024", "x-api: { namespace: Shop.Generated, client: Shop, prefix: '' }\n", "", "x-api: { namespace", "openapi:"),
        new("VIOLET024", "client: Shop,", "client: shop,", "a client in PascalCase", "shop"),
        new("VIOLET024", "prefix: ''", "prefix: '', perfix: ''", "Did you mean 'prefix'?", "perfix"),
        new(
            "VIOLET030",
            "  /items/search: { $ref: 'items.yaml#/paths/~1items~1search' }\n",
            "",
            "Add there: /items/search: { $ref: 'items.yaml#/paths/~1items~1search' }",
            "/items/search:"
        ),
    ];

    private static readonly Mistake[] Operations =
    [
        new("OAS-operation-operationId", "operationId: Items_List", "operationId: ''", "Write operationId: Client_Verb", "operationId"),
        new("OAS-operation-operationId-unique", "operationId: Items_Delete", "operationId: Items_List", "Items_List too", "Items_List"),
        new("OAS-operation-summary", "      summary: List the items.\n", "", "Write summary", "get:"),
        new(
            "OAS-operation-tag-defined",
            "- { name: Items, description: 'What is sold.' }",
            "- { name: Itmes, description: 'What is sold.' }",
            "Did you mean 'Itmes'?",
            "Items"
        ),
        new("OAS-operation-2xx-response", "        '204': { description: It is gone. }\n", "", "a 2xx response", "responses:"),
        new(
            "OAS-operation-parameters-unique",
            "        - name: app_id",
            "        - { $ref: 'common.yaml#/components/parameters/Size' }\n        - name: app_id",
            "'size' stands in the list twice",
            "{ $ref"
        ),
        new("OAS-parameter-description", "      description: Items per page.\n", "", "what leaving it out means", "Size:"),
        new(
            "VIOLET001",
            "operationId: Items_Delete",
            "operationId: delete_item",
            "must be Client_Verb in PascalCase letters",
            "delete_item"
        ),
        new(
            "VIOLET001",
            "      tags: [Items]\n      operationId: Items_Delete",
            "      tags: []\n      operationId: Items_Delete",
            "write tags: [Items]",
            "[]"
        ),
        new(
            "VIOLET002",
            "        '204': { description: It is gone. }\n        default: { $ref: 'common.yaml#/components/responses/Error' }\n",
            "        '204': { description: It is gone. }\n",
            "Add the error answer",
            "responses:"
        ),
        new(
            "VIOLET002",
            "        '204': { description: It is gone. }",
            "        '204': { description: It is gone. }\n        '404': { description: It was never there. }",
            "Response 404 is covered by 'default'",
            "'404'"
        ),
        new("VIOLET003", "summary: Find items.", "summary: Find items", "ends with a full stop", "Find items"),
        new("VIOLET004", "      x-retry: safe\n", "", "A POST needs x-retry", "post:"),
        new("VIOLET004", "x-retry: safe", "x-retry: refusedonly", "Did you mean 'refused-only'?", "refusedonly"),
        new("VIOLET005", "      x-paging: page\n", "", "takes 'page' and does not say how its pages are walked", "Items_List"),
        new("VIOLET005", "x-paging: page", "x-paging: pages", "Did you mean 'page'?", "pages"),
        new("VIOLET005", "        - { $ref: 'common.yaml#/components/parameters/Page' }\n", "", "needs the query parameter 'page'", "page"),
        new("VIOLET005", "x-paging: page", "x-paging: page\n      x-paging-key: idd", "Did you mean 'id'?", "idd"),
        new("VIOLET005", "x-paging: page", "x-paging: page\n      x-paging-in: body", "property of the request 'page' and 'size'", "body"),
        new("VIOLET005", "x-paging: page", "x-paging: page\n      x-paging-items: content", "not 'an inline schema'", "page"),
        new("VIOLET005", "x-retry: safe", "x-retry: safe\n      x-paging-key: id", "x-paging-key needs x-paging beside it", "id"),
        new(
            "VIOLET006",
            "schema: { $ref: '#/components/schemas/ItemSearchRequest' }\n            example: { name: Lamp, state: ON_SALE }",
            "schema: { $ref: '#/components/schemas/SoldItem' }",
            "'SoldItem' is sent in a request",
            "{ $ref"
        ),
        new("VIOLET007", "          x-originalName: itemId\n", "", "Parameter 'item_id' needs x-originalName", "item_id"),
        new("VIOLET007", "x-originalName: itemId", "x-originalName: ItemId", "must be camelCase", "ItemId"),
        new("VIOLET007", "x-originalName: itemId", "x-originalName: class", "taken or a keyword", "item_id"),
        new("VIOLET007", "x-originalName: appId", "x-originalName: size", "called 'size' in C#", "app_id"),
        new("VIOLET008", "x-from-options: AppId", "x-from-options: appId", "such as AppId, not 'appId'", "appId"),
        new(
            "VIOLET010",
            "summary: Delete an item.",
            "summary: Delete an item.\n      x-auth: none",
            "'app' or left out, not 'none'",
            "none"
        ),
        new("VIOLET025", "{ status: 404, when: 'Nothing is found.' }", "{ status: 404 }", "a slug, a code or a when", "{ status: 404 }"),
        new("VIOLET025", "status: 422,", "status: 200,", "from 400 to 599", "200"),
        new("VIOLET025", "slug: no_filter,", "slug: NoFilter,", "in snake_case", "NoFilter"),
        new("VIOLET025", "code: 17,", "cod: 17,", "Did you mean 'code'?", "cod"),
    ];

    private static readonly Mistake[] Schemas =
    [
        new(
            "VIOLET011",
            "description: What to find.",
            "title: Find",
            "Schema 'ItemSearchRequest' needs a description",
            "ItemSearchRequest:"
        ),
        new("VIOLET011", ", description: 'What it costs.' }", " }", "Property 'price' needs a description", "price:"),
        new(
            "VIOLET012",
            "additionalProperties: { type: string }",
            "additionalProperties: { type: object, properties: { a: { type: string, description: 'A.' } } }",
            "An object needs a name",
            "{ type: object"
        ),
        new("VIOLET012", "key: { type: string, x-secret: true,", "key: { type: string, enum: [A, B],", "An enum needs a name", "enum:"),
        new(
            "VIOLET013",
            "    ErrorResponse:\n",
            "    SoldItem: { type: object, description: 'Twice.' }\n    ErrorResponse:\n",
            "defined in common.yaml too",
            "SoldItem:"
        ),
        new(
            "VIOLET014",
            "price: { type: number,",
            "price: { nullable: true, type: number,",
            "'nullable' is not used in this contract",
            "nullable"
        ),
        new(
            "VIOLET014",
            "additionalProperties: { type: string }",
            "additionalProperties: { $ref: '#/components/schemas/ItemState' }",
            "not an enum",
            "{ $ref"
        ),
        new("VIOLET015", "format: double,", "format: float,", "wants format double, not 'float'", "float"),
        new("VIOLET016", "x-originalName: Size, ", "", "Property 'größe' needs x-originalName", "größe"),
        new("VIOLET016", "x-originalName: Size, ", "x-originalName: Größe, ", "must be PascalCase", "Größe"),
        new("VIOLET016", "x-originalName: Size, ", "x-originalName: Price, ", "'price' and 'größe' are both Price in C#", "Price"),
        new("VIOLET016", "x-originalName: Size, ", "x-originalName: Item, ", "named like its class Item", "Item"),
        new("VIOLET016", "x-originalName: Size, ", "x-originalName: Extra, ", "would hide the member Extra", "Extra"),
        new("VIOLET017", "x-aliases: [cost]", "x-aliases: [key]", "'key' of 'price' is a name or alias", "key"),
        new("VIOLET017", "x-aliases: [cost]", "x-aliases: cost", "a list of other wire names", "cost"),
        new("VIOLET019", "x-aliases: [cost]", "x-secret: true", "x-secret stands on strings only", "x-secret"),
        new("VIOLET019", "x-secret: true", "x-secret: yes", "x-secret is true or left out", "yes"),
        new(
            "VIOLET028",
            "    SoldItem:\n",
            "    Task: { type: object, description: 'To do.', properties: { a: { type: string, description: 'A.' } } }\n    SoldItem:\n",
            "would hide the type Task",
            "Task:"
        ),
        new(
            "VIOLET028",
            "    SoldItem:\n",
            "    ItemStateJson: { type: object, description: 'B.', properties: { a: { type: string, description: 'A.' } } }\n    SoldItem:\n",
            "named like another type",
            "ItemStateJson:"
        ),
        new("VIOLET032", "description: 'Names of all kinds.'", "description: TODO", "still to be written", "TODO"),
        new("VIOLET032", "description: The item.", "description: 'TODO: which?'", "still to be written", "'TODO"),
        new(
            "VIOLET031",
            "x-webhook-payload: { ITEM_SOLD: { $ref: '#/components/schemas/SoldItem' } }",
            "x-webhook-payload: { ITEM_SOLD: { $ref: '#/components/schemas/Item' } }",
            "'SoldItem' is not used",
            "SoldItem:"
        ),
        new("OAS-no-required-schema-properties-undefined", "required: [name]", "required: [nmae]", "Did you mean 'name'?", "nmae"),
        new(
            "OAS-no-schema-type-mismatch",
            "key: { type: string, x-secret: true,",
            "key: { type: string, items: {},",
            "'items' belongs to type: array",
            "items"
        ),
        new("OAS-no-invalid-schema-examples", "format: double,", "format: double, example: cheap,", "'cheap' is no number", "cheap"),
        new("OAS-no-invalid-parameter-examples", "example: 7", "example: 0", "below the minimum of 1", "0"),
        new(
            "OAS-no-invalid-media-type-examples",
            "example: { name: Lamp,",
            "example: { name: Lamp, nmae: x,",
            "Did you mean 'name'?",
            "nmae"
        ),
        new(
            "OAS-no-invalid-media-type-examples",
            "example: { name: Lamp,",
            "example: { name: Chandeliers,",
            "has 11 characters, more than 10",
            "Chandeliers"
        ),
        new("OAS-no-invalid-media-type-examples", "state: ON_SALE }", "state: ONSALE }", "Did you mean 'ON_SALE'?", "ONSALE"),
        new("OAS-no-invalid-media-type-examples", "example: { name: Lamp, ", "example: { ", "lacks 'name', which is required", "{ state"),
    ];

    private static readonly Mistake[] Enums =
    [
        new("OAS-no-enum-type-mismatch", "enum: [ON_SALE, SOLD, 'quo\"te']", "enum: [ON_SALE, SOLD, 12]", "'12' is no string", "12"),
        new("VIOLET020", "enum: [ON_SALE, SOLD, 'quo\"te']", "enum: [ON_SALE, SOLD, Sold]", "'Sold' is the same as 'SOLD'", "Sold"),
        new("VIOLET021", "{ VENDU: SOLD }", "{ VENDU: SLOD }", "Did you mean 'SOLD'?", "SLOD"),
        new("VIOLET021", "{ VENDU: SOLD }", "{ onsale: ON_SALE }", "reads the same as the value 'ON_SALE'", "onsale"),
        new("VIOLET022", "      x-enumNames: [OnSale, Sold, Quote]\n", "", "No good C# name follows from the value 'quo\"te'", "'quo\"te'"),
        new("VIOLET022", "[OnSale, Sold, Quote]", "[OnSale, Sold]", "one name per value: 3, not 2", "[OnSale"),
        new("VIOLET022", "[OnSale, Sold, Quote]", "[OnSale, Sold, OnSale]", "'OnSale' occurs twice", "OnSale]"),
        new("VIOLET026", "x-enum-descriptions: { SOLD:", "x-enum-descriptions: { SLOD:", "Did you mean 'SOLD'?", "SLOD"),
        new(
            "VIOLET027",
            "x-webhook-payload: { ITEM_SOLD: {",
            "x-webhook-payload: { ITEM_SLOD: {",
            "Did you mean 'ITEM_SOLD'?",
            "ITEM_SLOD"
        ),
        new(
            "VIOLET027",
            "ITEM_SOLD: { $ref: '#/components/schemas/SoldItem' } }",
            "ITEM_SOLD: { $ref: '#/components/schemas/SoldItem' }, SHOP_CLOSED: Item }",
            "write { $ref: ... }",
            "Item }"
        ),
    ];
}
