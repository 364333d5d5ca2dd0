using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Violet.Generated.Testing.Contract;

namespace Violet.Generated.Testing.Http;

/// <summary>A request that an operation of the contract answers.</summary>
internal sealed class ApiCall(HttpRequest request, ContractOperation operation, IReadOnlyDictionary<string, string> pathValues)
{
    private const int LargestPage = 100;

    public ContractOperation Operation => operation;

    public JsonNode? Body { get; set; }

    /// <summary>The fields of the body; empty when there is none.</summary>
    public JsonObject Fields => Body as JsonObject ?? [];

    /// <summary>The page asked for; the first is 1.</summary>
    public int Page => Math.Max(1, (int)(Number("page") ?? 1));

    /// <summary>The items per page asked for.</summary>
    public int Size => (int)Math.Clamp(Number("size") ?? DefaultSize, 1, LargestPage);

    private long DefaultSize => operation.Parameters.FirstOrDefault(p => p.Name == "size")?.Schema.Example?.GetInt64() ?? 20;

    public string PathText(string name) => pathValues[name];

    public long PathId(string name) => long.Parse(pathValues[name], CultureInfo.InvariantCulture);

    /// <summary>The app that calls.</summary>
    public long AppId => long.Parse(Header("X-Violet-App-Id")!, CultureInfo.InvariantCulture);

    public string? Header(string name) => request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    public string? Query(string name) => request.Query.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    /// <summary>A text from the query or, where the operation takes it there, from the body.</summary>
    public string? Text(string name) => Query(name) ?? (Fields[name] is JsonValue value ? value.ToString() : null);

    public bool QueryFlag(string name, bool otherwise) => Query(name) is { } text ? text == "true" : otherwise;

    public DateTimeOffset? QueryDate(string name) =>
        Query(name) is { } text && SchemaCheck.TryParseDate(text, out DateTimeOffset date) ? date : null;

    /// <summary>The value of a parameter, wherever it stands; null when it is not there.</summary>
    public string? Value(ContractParameter parameter) =>
        parameter.In switch
        {
            "path" => pathValues[parameter.Name],
            "query" => Query(parameter.Name),
            _ => Header(parameter.Name),
        };

    private long? Number(string name) =>
        long.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
