using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The twin of a paged operation, which reads all pages.</summary>
internal sealed class PagingNames(ApiDocument document, ApiInfo api)
{
    private static readonly Dictionary<string, string> s_places = new(StringComparer.Ordinal) { ["page"] = "page", ["size"] = "size", ["next_page_cursor"] = "cursor" };

    public JsonObject? Of(JsonObject operation, IReadOnlyList<JsonObject> parameters, OperationNames names)
    {
        if (ApiDocument.Text(operation, "x-paging") is not { } paging) return null;
        var id = OperationId.Of(operation);
        JsonObject answer = document.SuccessesOf(operation).Select(s => ApiDocument.JsonSchemaOf(s.Response)).OfType<JsonObject>().First();
        JsonObject page = document.Follow(answer);
        JsonObject content = document.OwnProperties(page).First(p => p.Name == "content").Property;
        string item = CSharpType.Of(document, content).Element;
        List<JsonObject> left = [.. parameters.Where(p => !s_places.ContainsKey(ApiDocument.Text(p, "wire") ?? ""))];
        var twin = OperationNames.Method(operation, new DocText(new OperationScope(document, api, operation, left)), id.Verb + "All", left);
        twin["returns"] = "All items of all pages, fetched while they are read; <c>AsPages</c> gives the pages.";
        twin["item"] = item;
        twin["page"] = ApiDocument.NameOf(answer);
        twin["walk"] = paging == "cursor" ? "Cursor" : "Numbered";
        twin["fetch"] = id.Verb + "Async";
        twin["fetched"] = paging == "cursor" ? "page, size, cursor, cancellationToken" : "page, size, cancellationToken";
        twin["arguments"] = string.Join(", ", parameters.Select(p => s_places.GetValueOrDefault(ApiDocument.Text(p, "wire") ?? "") ?? p["name"]!.ToString()).Append("cancellationToken"));
        twin["key"] = Key(operation, content, item);
        return twin;
    }

    private string Key(JsonObject operation, JsonObject content, string item)
    {
        string key = ApiDocument.Text(operation, "x-paging-key") ?? "id";
        if (key == "none") return $"(Func<{item}, string?>?)null";
        if (key == "self") return "static item => item";
        JsonObject model = document.Follow(document.Follow(content)["items"]!);
        JsonObject property = document.AllProperties(model).First(p => p.Name == key).Property;
        return "static item => item." + ModelNames.NameOf(key, property);
    }
}
