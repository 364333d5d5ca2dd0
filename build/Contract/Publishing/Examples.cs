using System.Text.Json;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Contract;

namespace Violet.Contract.Publishing;

/// <summary>
/// Gives operations, properties and parameters the examples that the test server answers with, so that a mock server answers as sensibly;
/// and ids and counts a minimum, for those that make values of their own.
/// </summary>
internal sealed class Examples(JsonObject document)
{
    private const string Json = "application/json";
    private static readonly DateTimeOffset s_epoch = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly ExampleMaker _maker = new(s_epoch);

    public void Add()
    {
        AddToOperations();
        var components = (JsonObject)document["components"]!;
        foreach (JsonObject schema in Values(components["schemas"]))
            AddToProperties(schema);
        IEnumerable<JsonObject> own = PublishedDocument
            .Operations(document)
            .SelectMany(operation => Values(operation.Operation["parameters"]));
        foreach (JsonObject parameter in Values(components["parameters"]).Concat(own).Where(parameter => parameter.ContainsKey("name")))
            AddToSchema((string)parameter["name"]!, (JsonObject)parameter["schema"]!);
    }

    private void AddToOperations()
    {
        // Read before anything is added: examples in schemas would count as given.
        var contract = ContractDocument.Read(document.Deserialize<JsonElement>());
        foreach ((string path, string method, JsonObject operation) in PublishedDocument.Operations(document))
        {
            ContractOperation known = contract.Operations.Single(known =>
                known.Path == path && known.Method.Equals(method, StringComparison.OrdinalIgnoreCase)
            );
            JsonObject success = Values(operation["responses"]).First();
            Add(success, known.Answer);
            if (operation["requestBody"] is { } body)
                Add((JsonObject)body, known.Body);
        }

        void Add(JsonObject owner, ContractSchema? schema)
        {
            if (schema is null || PublishedDocument.Resolve(document, owner)["content"]?[Json] is not JsonObject media)
                return;
            JsonNode? example = _maker.Make(schema);
            foreach (JsonArray errors in PublishedDocument.Objects(example).Select(part => part["errors"]).OfType<JsonArray>())
                errors.Clear(); // clients would take the example of a success for a failure
            if (schema.IsPage)
                example!.AsObject().Remove("next_page_cursor"); // an only page: a walk over a mock server's pages ends
            media.TryAdd("example", example);
        }
    }

    private void AddToProperties(JsonObject schema)
    {
        foreach (JsonObject part in Values(schema["allOf"]).Prepend(schema))
        {
            foreach ((string name, JsonNode? property) in part["properties"] as JsonObject ?? [])
                AddToSchema(name, (JsonObject)property!);
        }
    }

    private void AddToSchema(string name, JsonObject schema)
    {
        switch ((string?)schema["type"])
        {
            case "array":
                AddToSchema(name.TrimEnd('s'), (JsonObject)schema["items"]!);
                return;
            case null or "object" or "boolean":
                return;
        }
        if (schema.ContainsKey("enum"))
            return;
        if (Minimum(name, schema) is { } minimum)
            schema.TryAdd("minimum", minimum);
        if (schema.ContainsKey("default"))
            return;
        var leaf = new ContractSchema();
        leaf.Read(schema.Deserialize<JsonElement>(), _ => leaf);
        schema.TryAdd("example", _maker.Make(leaf, name));
    }

    /// <summary>Ids begin with 1, counts with 0. Of money, rates and codes nothing is known.</summary>
    private static int? Minimum(string name, JsonObject schema)
    {
        if ((string?)schema["type"] != "integer")
            return null;
        return (string?)schema["format"] == "int64"
            ? name == "id" || name.EndsWith("_id", StringComparison.Ordinal)
                ? 1
                : null
            : s_counts.Any(part => name.Contains(part, StringComparison.Ordinal))
                ? 0
                : null;
    }

    private static readonly string[] s_counts = ["count", "quantity", "total_", "number_of_", "page_", "size", "depth", "days"];

    private static IEnumerable<JsonObject> Values(JsonNode? node) =>
        (node is JsonObject map ? map.Select(value => value.Value) : node as JsonArray ?? []).OfType<JsonObject>();
}
