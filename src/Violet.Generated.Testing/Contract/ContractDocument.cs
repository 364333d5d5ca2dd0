using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Violet.Generated.Testing.Contract;

/// <summary>
/// The contract of one API, read from the bundle that the build embeds. Read by System.Text.Json and not by Microsoft.OpenApi: this package
/// lives in the test projects
/// of ASP.NET apps, and those bring a Microsoft.OpenApi of their own (1.x with most versions of Swashbuckle), which a 2.x of ours would
/// replace and so break.
/// </summary>
internal sealed class ContractDocument
{
    private static readonly ConcurrentDictionary<string, Lazy<ContractDocument>> s_loaded = new();
    private static readonly string[] s_methods = ["get", "post", "put", "patch", "delete", "head", "options"];

    private readonly JsonElement _root;
    private readonly Dictionary<string, ContractSchema> _schemas = [];

    private ContractDocument(JsonElement root)
    {
        _root = root;
        var operations = new List<ContractOperation>();
        foreach (JsonProperty path in root.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty method in path.Value.EnumerateObject().Where(m => s_methods.Contains(m.Name)))
                operations.Add(ReadOperation(path.Name, path.Value, method));
        }

        // What names a path literally goes before what has a parameter in that place.
        Operations =
        [
            .. operations.OrderBy(o => string.Join('/', o.Segments.Select(s => s.StartsWith('{') ? "1" : "0")), StringComparer.Ordinal),
        ];
    }

    public IReadOnlyList<ContractOperation> Operations { get; }

    /// <summary>All schemas that have a name and are used.</summary>
    public IReadOnlyDictionary<string, ContractSchema> Schemas => _schemas;

    /// <param name="bundle">violet.json or rutter.json.</param>
    public static ContractDocument Load(string bundle) =>
        s_loaded
            .GetOrAdd(
                bundle,
                static name =>
                    new(() =>
                    {
                        using Stream stream =
                            typeof(ContractDocument).Assembly.GetManifestResourceStream(name)
                            ?? throw new InvalidOperationException($"The contract {name} is not in the package.");
                        using var json = JsonDocument.Parse(stream);
                        return Read(json.RootElement.Clone());
                    })
            )
            .Value;

    public static ContractDocument Read(JsonElement root) => new(root);

    /// <summary>Finds the operation of a path and method; where there is none, the methods that the path has.</summary>
    public (ContractOperation? Operation, Dictionary<string, string> PathValues, string[] Methods) Find(string method, string[] path)
    {
        var methods = new List<string>();
        foreach (ContractOperation operation in Operations)
        {
            if (operation.Match(path) is not { } values)
                continue;
            if (operation.Method == method)
                return (operation, values, []);
            methods.Add(operation.Method);
        }

        return (null, [], [.. methods.Distinct()]);
    }

    private ContractOperation ReadOperation(string path, JsonElement pathItem, JsonProperty method)
    {
        JsonElement json = method.Value;
        JsonProperty success = json.GetProperty("responses").EnumerateObject().First(r => r.Name.StartsWith('2'));
        JsonElement? body = json.TryGetProperty("requestBody", out JsonElement given) ? Resolve(given) : null;
        return new ContractOperation
        {
            Id = json.GetProperty("operationId").GetString()!,
            Method = method.Name.ToUpperInvariant(),
            Path = path,
            Parameters = [.. ReadParameters(pathItem), .. ReadParameters(json)],
            CredentialHeaders = [.. ReadCredentialHeaders(json)],
            Body = body is { } b ? ReadContent(b) : null,
            IsBodyRequired = body is { } r && r.TryGetProperty("required", out JsonElement required) && required.GetBoolean(),
            SuccessStatus = int.Parse(success.Name, CultureInfo.InvariantCulture),
            Answer = ReadContent(Resolve(success.Value)),
            Refusals = [.. ReadRefusals(json)],
        };
    }

    private static IEnumerable<ContractRefusal> ReadRefusals(JsonElement operation)
    {
        if (!operation.TryGetProperty("x-errors", out JsonElement errors))
            yield break;
        foreach (JsonElement error in errors.EnumerateArray())
        {
            yield return new ContractRefusal(
                error.GetProperty("status").GetInt32(),
                error.TryGetProperty("slug", out JsonElement slug) ? slug.GetString() : null,
                error.TryGetProperty("code", out JsonElement code) ? code.GetInt32() : null
            );
        }
    }

    private IEnumerable<ContractParameter> ReadParameters(JsonElement owner)
    {
        if (!owner.TryGetProperty("parameters", out JsonElement parameters))
            yield break;
        foreach (JsonElement parameter in parameters.EnumerateArray().Select(Resolve))
        {
            yield return new ContractParameter(
                parameter.GetProperty("name").GetString()!,
                parameter.GetProperty("in").GetString()!,
                parameter.TryGetProperty("required", out JsonElement required) && required.GetBoolean(),
                Schema(parameter.GetProperty("schema"))
            );
        }
    }

    private IEnumerable<string> ReadCredentialHeaders(JsonElement operation)
    {
        JsonElement security = operation.TryGetProperty("security", out JsonElement own) ? own : _root.GetProperty("security");
        JsonElement schemes = _root.GetProperty("components").GetProperty("securitySchemes");
        foreach (JsonProperty scheme in security.EnumerateArray().Take(1).SelectMany(s => s.EnumerateObject()))
        {
            JsonElement kind = schemes.GetProperty(scheme.Name);
            yield return kind.TryGetProperty("name", out JsonElement header) ? header.GetString()! : "Authorization";
        }
    }

    private ContractSchema? ReadContent(JsonElement owner) =>
        owner.TryGetProperty("content", out JsonElement content) && content.TryGetProperty("application/json", out JsonElement json)
            ? Schema(json.GetProperty("schema"))
            : null;

    private ContractSchema Schema(JsonElement json)
    {
        if (!json.TryGetProperty("$ref", out JsonElement reference))
        {
            var inline = new ContractSchema();
            inline.Read(json, Schema);
            return inline;
        }

        string name = reference.GetString()!.Split('/')[^1];
        if (_schemas.TryGetValue(name, out ContractSchema? known))
            return known;
        ContractSchema schema = _schemas[name] = new ContractSchema { Name = name }; // known before it is read: a schema may hold itself
        schema.Read(Resolve(json), Schema);
        return schema;
    }

    private JsonElement Resolve(JsonElement json)
    {
        if (!json.TryGetProperty("$ref", out JsonElement reference))
            return json;
        JsonElement target = _root;
        foreach (string step in reference.GetString()!.Split('/').Skip(1))
            target = target.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return Resolve(target);
    }
}
