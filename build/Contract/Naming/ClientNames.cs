using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>
/// The clients, one for each section of the API (a tag). They stand on the root, which the templates see beside a client; what is said once
/// of the whole API is printed with the first client.
/// </summary>
internal sealed class ClientNames(ApiDocument document, ApiInfo api, DocIndex index)
{
    public void Apply()
    {
        var errors = new ErrorNames(api);
        var operations = new OperationNames(document, index, errors);
        var clients = new JsonObject();
        foreach ((string path, string verb, JsonObject operation) in document.Operations)
        {
            var id = OperationId.Of(operation);
            string name = api.Prefix + id.Section + "Client";
            clients.TryAdd(name, Client(id.Section), out _);
            operations.Apply(path, verb, operation);
        }
        if (clients.FirstOrDefault().Value is { } first)
        {
            first["shell"] = true;
            first["slugs"] = errors.Slugs(index);
        }
        document.Root[CSharpNames.Extension] = new JsonObject { ["clients"] = clients };
    }

    private JsonObject Client(string section)
    {
        var docs = new DocText(new RootScope(index));
        string? description = document.Tags.FirstOrDefault(tag => tag.Name == section).Description;
        return new JsonObject
        {
            ["section"] = section,
            ["field"] = Words.Field(section),
            ["docs"] = docs.Xml(description ?? section + "."),
        };
    }
}

/// <summary>An operationId, such as Orders_List.</summary>
internal readonly record struct OperationId(string Section, string Verb)
{
    public static OperationId Of(JsonObject operation)
    {
        string id = ApiDocument.Text(operation, "operationId")!;
        int at = id.IndexOf('_', StringComparison.Ordinal);
        return new(id[..at], id[(at + 1)..]);
    }
}
