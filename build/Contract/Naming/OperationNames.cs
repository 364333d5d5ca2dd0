using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The method of an operation.</summary>
internal sealed class OperationNames(ApiDocument document, DocIndex index, ErrorNames errors)
{
    public void Apply(string path, string verb, JsonObject operation)
    {
        var id = OperationId.Of(operation);
        IReadOnlyList<MethodParameter> parameters = MethodParameter.ListOf(document, operation);
        var scope = new OperationScope(index, operation, parameters);
        (string? Type, string Send, string? Reader, string? Description) result = Result(operation);
        JsonObject extension = Method(operation, scope, id.Verb + "Async", parameters.Append(MethodParameter.CancellationToken));
        extension["returns"] = result.Type is null
            ? "A task that ends when the API has accepted the call."
            : new DocText(scope).Xml(result.Description);
        extension["result"] = result.Type is null ? "Task" : $"Task<{result.Type}>";
        extension["send"] = result.Send;
        extension["reader"] = result.Reader;
        extension["operation"] = $"{id.Section}.{id.Verb}";
        extension["method"] = verb.ToUpperInvariant();
        extension["path"] = Words.Literal(path.TrimStart('/'));
        extension["retry"] = ApiDocument.Text(operation, "x-retry") switch
        {
            "safe" => "Safe",
            "never" => "Never",
            "refused-only" => "RefusedOnly",
            _ => verb is "post" or "patch" ? "Never" : "Safe",
        };
        extension["token"] = ApiDocument.Text(operation, "x-auth") != "app";
        extension["paging"] = new PagingNames(document, index).Of(operation, parameters, this);
        operation[CSharpNames.Extension] = extension;
    }

    /// <summary>What the operation's method and its paging twin have alike.</summary>
    public JsonObject Method(JsonObject operation, OperationScope scope, string name, IEnumerable<MethodParameter> parameters)
    {
        var docs = new DocText(scope);
        return new JsonObject
        {
            ["name"] = name,
            ["summary"] = docs.Xml(ApiDocument.Text(operation, "summary")),
            ["remarks"] = ApiDocument.Text(operation, "description") is { Length: > 0 } remarks ? docs.Xml(remarks) : null,
            ["errors"] = errors.Of(operation, scope),
            ["obsolete"] = ApiDocument.Flag(operation, "deprecated"),
            ["parameters"] = CSharpNames.List(parameters, p => p.ToJson(scope)),
        };
    }

    private (string? Type, string Send, string? Reader, string? Description) Result(JsonObject operation)
    {
        var successes = document.SuccessesOf(operation).ToList();
        foreach ((_, JsonObject response) in successes)
        {
            if (ApiDocument.JsonSchemaOf(response) is not { } schema)
                continue;
            var type = CSharpType.Of(document, schema);
            string? description = ApiDocument.Text(response, "description");
            return type.Shape switch
            {
                "list" => ($"IReadOnlyList<{type.Element}>", "SendListAsync", type.Reader, description),
                "map" => (
                    $"IDictionary<string, {type.Element}>",
                    "SendAsync",
                    $"static (ref JsonInput input) => JsonRead.Map(ref input, {type.Reader})",
                    description
                ),
                _ when successes.Any(success => success.Status == "204") => (
                    type.Element + "?",
                    "SendOptionalAsync",
                    type.Reader,
                    description
                ),
                _ => (type.Element, "SendAsync", type.Reader, description),
            };
        }
        return (null, "SendAsync", null, null);
    }
}
