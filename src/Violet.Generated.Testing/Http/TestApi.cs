using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Testing.Http;

/// <summary>How a request breaks the contract.</summary>
internal enum Breach
{
    UnknownPath,
    WrongMethod,
    MissingParameter,
    InvalidParameter,
    EmptyBody,
    WrongMediaType,
    BrokenJson,
    BadRequest,
}

/// <summary>One of the two APIs: its contract, its state, and how it words errors.</summary>
internal abstract class TestApi(string bundle, string basePath, DateTimeOffset epoch)
{
    private const int ExampleItems = 5;

    private readonly ExampleMaker _examples = new(epoch);
    private readonly object _gate = new();

    public ContractDocument Contract { get; } = ContractDocument.Load(bundle);

    /// <summary>The path in front of the contract's, such as <c>/v1</c>.</summary>
    public string BasePath => basePath;

    /// <summary>Whether null fields are written or left out.</summary>
    public abstract bool WritesNulls { get; }

    /// <summary>The operations that have state, by operation id. What is not here answers an example.</summary>
    public Dictionary<string, Func<ApiCall, ApiAnswer>> Handlers { get; } = [];

    /// <summary>What a test lets operations answer.</summary>
    public ConcurrentDictionary<string, ApiAnswer> Stubs { get; } = [];

    public abstract ApiAnswer Refuse(Breach breach, string message);

    /// <summary>An error for a failure of the test server itself.</summary>
    public abstract ApiAnswer Fail(string message);

    /// <summary>Refuses a call whose credentials are there but wrong; null when they are right.</summary>
    public abstract ApiAnswer? CheckCredentials(ApiCall call);

    /// <summary>Refuses what the token may not do; null where it may.</summary>
    protected virtual ApiAnswer? Forbid(ApiCall call) => null;

    /// <summary>Refuses a call without state that names something which is not there; null where all is.</summary>
    protected virtual ApiAnswer? Guard(ApiCall call) => null;

    /// <summary>Looks at the state while no call changes it.</summary>
    protected T Alone<T>(Func<T> look)
    {
        lock (_gate)
            return look();
    }

    /// <summary>The answer to a call that keeps the contract. One at a time: state is not made for more.</summary>
    public ApiAnswer Answer(ApiCall call)
    {
        lock (_gate)
        {
            if (Stubs.TryGetValue(call.Operation.Id, out ApiAnswer? stub))
                return stub with { Body = stub.Body?.DeepClone() };
            if (Forbid(call) is { } forbidden)
                return forbidden;
            return Handlers.TryGetValue(call.Operation.Id, out Func<ApiCall, ApiAnswer>? handler)
                ? handler(call)
                : Guard(call) ?? Example(call);
        }
    }

    /// <summary>What an operation without state answers: an example made from the contract.</summary>
    protected ApiAnswer Example(ApiCall call)
    {
        ContractOperation operation = call.Operation;
        if (operation.Answer is not { } schema)
            return new ApiAnswer(operation.SuccessStatus, null);
        return new ApiAnswer(
            operation.SuccessStatus,
            schema.IsPage ? ExamplePage(call, schema) : Echo(call, schema, _examples.Make(schema)!)
        );
    }

    /// <summary>Whether an id is that of an item in a listing of examples.</summary>
    protected static bool IsExample(long id) => id is > ExampleMaker.IdBase and <= ExampleMaker.IdBase + ExampleItems;

    private JsonObject ExamplePage(ApiCall call, ContractSchema page)
    {
        ContractSchema item = page.Properties["content"].Items!;
        JsonNode[] items = [.. Enumerable.Range(1, ExampleItems).Select(i => _examples.Make(item, "id", i)!)];
        return
            call.Operation.Parameters.Any(p => p.Name == "next_page_cursor")
            || call.Operation.Body?.Properties.ContainsKey("next_page_cursor") == true
            ? Pages.ByCursor(items, call)!
            : Pages.Numbered(items, call, firstNumber: 0);
    }

    /// <summary>Puts the ids of the path and the fields of the body into an example, where the answer has such fields.</summary>
    private static JsonNode Echo(ApiCall call, ContractSchema schema, JsonNode example)
    {
        if (example is not JsonObject fields)
            return example;
        foreach (ContractParameter parameter in call.Operation.Parameters.Where(p => p.In == "path"))
        {
            if (schema.Properties.TryGetValue(parameter.Name, out ContractSchema? same) && same.Type == parameter.Schema.Type)
                fields[parameter.Name] = same.Type == "integer" ? call.PathId(parameter.Name) : call.PathText(parameter.Name);
        }

        foreach ((string name, JsonNode? value) in call.Fields)
        {
            if (
                value is not null
                && schema.Properties.TryGetValue(name, out ContractSchema? property)
                && SchemaCheck.Check(value, property, name) is null
            )
            {
                fields[name] = OnlyKnown(value, property);
            }
        }

        return fields;
    }

    /// <summary>A copy without the fields that the answer does not have: a request may well have more.</summary>
    private static JsonNode? OnlyKnown(JsonNode? value, ContractSchema schema) =>
        value switch
        {
            JsonObject fields when schema.Properties.Count > 0 => new JsonObject(
                from field in fields
                where schema.Properties.ContainsKey(field.Key)
                select KeyValuePair.Create(field.Key, OnlyKnown(field.Value, schema.Properties[field.Key]))
            ),
            JsonArray items when schema.Items is { } item => new JsonArray([.. items.Select(value => OnlyKnown(value, item))]),
            _ => value?.DeepClone(),
        };
}
