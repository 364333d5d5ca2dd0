using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace Violet.Generated.AspNetCore.Tests.OpenApi;

/// <summary>The models in the document of a user's app, whichever of the two libraries makes it.</summary>
[TestFixture(DocumentApp.Microsoft)]
[TestFixture(DocumentApp.Swashbuckle)]
public class OpenApiTests(string document)
{
    [Test]
    public async Task Models_have_their_properties_as_they_are_in_JSON()
    {
        JsonNode schemas = await SchemasAsync();

        JsonObject order = schemas["Order"]!["properties"]!.AsObject();
        Assert.That((string?)schemas["Order"]!["type"], Is.EqualTo("object"));
        Assert.That((string?)order["id"]!["type"], Is.EqualTo("integer"));
        Assert.That((string?)order["app_order_id"]!["type"], Is.EqualTo("string"));
        Assert.That((string?)order["bags"]!["items"]!["$ref"], Is.EqualTo("#/components/schemas/Bag"));
        Assert.That(schemas["Bag"]!["properties"]!["skus"], Is.Not.Null);
        Assert.That(schemas["CreateCartRequest"]!["properties"]!["app_order_id"], Is.Not.Null);
        Assert.That(schemas["ConnectionStatusResponse"]!["properties"]!["connection"], Is.Not.Null, "Rutter's");
        Assert.That(order.ToJsonString() + schemas["Bag"], Does.Not.Contain("\"x-"));
    }

    [Test]
    public async Task Open_enums_are_texts_whose_known_values_are_described()
    {
        JsonNode schemas = await SchemasAsync();

        foreach (string schema in new[] { "Order", "Own", "OwnRequest" })
        {
            JsonNode status = schemas[schema]!["properties"]!["status"]!;
            Assert.That((string?)status["type"], Is.EqualTo("string"));
            Assert.That((string?)status["description"], Does.Contain("COMPLETED").And.Contain("Others may come."));
            Assert.That(status["enum"], Is.Null);
        }

        Assert.That(schemas.AsObject().Select(schema => schema.Key), Has.None.Contains("OpenEnum").And.None.EqualTo("OrderStatus"));
    }

    [Test]
    public async Task Collections_say_what_they_hold()
    {
        JsonNode root = await DocumentApp.ParseAsync(document);
        JsonNode own = root["components"]!["schemas"]!["Own"]!["properties"]!;

        foreach (string path in new[] { "/orders", "/late" })
        {
            JsonNode schema = root["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            Assert.That((string?)schema["items"]?["$ref"], Is.EqualTo("#/components/schemas/Order"), path);
        }

        Assert.That(
            (string?)root["components"]!["schemas"]!["OwnRequest"]!["properties"]!["skus"]!["items"]!["$ref"],
            Is.EqualTo("#/components/schemas/CartSkuRequest")
        );
        Assert.That((string?)own["byName"]!["additionalProperties"]!["$ref"], Is.EqualTo("#/components/schemas/Merchant"));
        Assert.That((string?)own["nested"]!["items"]!["items"]!["$ref"], Is.EqualTo("#/components/schemas/Merchant"));
        Assert.That((string?)own["many"]!["items"]!["type"], Is.EqualTo("string"));
        Assert.That(own["again"]!.ToJsonString(), Does.Contain("#/components/schemas/"));
    }

    [Test]
    public async Task Every_reference_leads_to_a_schema_and_every_model_is_referred_to()
    {
        JsonNode root = await DocumentApp.ParseAsync(document);
        string[] schemas = [.. root["components"]!["schemas"]!.AsObject().Select(schema => "#/components/schemas/" + schema.Key)];
        string[] references = [.. ReferencesOf(root)];

        Assert.That(references.Except(schemas), Is.Empty);
        Assert.That(schemas.Except(references), Is.Empty);
        Assert.That(schemas, Has.Length.GreaterThan(30).And.Length.LessThan(100));
        await TestContext.Out.WriteLineAsync($"{document}: {schemas.Length} schemas, {ReferencesOf(root).Count()} references");
    }

    [Test]
    public async Task A_reader_finds_no_error()
    {
        ReadResult read = OpenApiDocument.Parse(await DocumentApp.ReadAsync(document));

        Assert.That(read.Diagnostic!.Errors, Is.Empty);
        Assert.That(read.Diagnostic.Warnings, Is.Empty);
        Assert.That(read.Document!.Components!.Schemas!["Order"].Properties!["bags"].Items!.Properties, Does.ContainKey("skus"));
    }

    [Test]
    public async Task Without_the_line_models_are_not_described()
    {
        JsonNode schemas = (await DocumentApp.ParseAsync(document, withModels: false))["components"]!["schemas"]!;

        Assert.That(schemas["Order"]!["properties"]?["app_order_id"], Is.Null, "Then AddVioletSchemas is not needed any more.");
        await TestContext.Out.WriteLineAsync($"{document}: {schemas.AsObject().Count} schemas, Order: {schemas["Order"]!.ToJsonString()}");
    }

    [Test]
    public async Task A_type_of_the_apps_own_with_the_name_of_a_model_is_told()
    {
        using var log = new TestLog();

        await Assert.CatchAsync<HttpRequestException>(() => DocumentApp.ReadAsync(document, map: MapOwnSku, log: log));

        Assert.That(log.Text, Does.Contain("The app has a schema 'OrderSku' of its own").And.Contain("AddVioletSchemas(prefix:"));
    }

    [Test]
    public async Task With_a_prefix_the_apps_own_types_may_have_the_names_of_models()
    {
        JsonNode schemas = JsonNode.Parse(await DocumentApp.ReadAsync(document, prefix: "Violet", map: MapOwnSku))!["components"]![
            "schemas"
        ]!;

        Assert.That(schemas["OrderSku"]!["properties"]!["litres"], Is.Not.Null);
        Assert.That(schemas["VioletOrderSku"]!["properties"]!["sku_id"], Is.Not.Null);
        Assert.That(schemas["VioletOrder"], Is.Not.Null);
        Assert.That(schemas["Order"], Is.Null);
    }

    private static void MapOwnSku(WebApplication app) => app.MapGet("/sku", () => new OrderSku(1));

    private async Task<JsonNode> SchemasAsync() => (await DocumentApp.ParseAsync(document))["components"]!["schemas"]!;

    private static IEnumerable<string> ReferencesOf(JsonNode? node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(field =>
                field.Key == "$ref" ? [field.Value!.GetValue<string>()] : ReferencesOf(field.Value)
            ),
            JsonArray items => items.SelectMany(ReferencesOf),
            _ => [],
        };

    /// <summary>Called as a model is, which no endpoint names itself.</summary>
    internal sealed record OrderSku(double Litres);
}
