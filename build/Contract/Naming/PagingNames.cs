using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The twin of a paged operation, which reads all pages.</summary>
internal sealed class PagingNames(ApiDocument document, DocIndex index)
{
    /// <summary>What the walk fills in, by its name on the wire, in the order in which the runtime gives it.</summary>
    private static readonly (string Wire, string Name)[] s_places = [("page", "page"), ("size", "size"), ("next_page_cursor", "cursor")];

    public JsonObject? Of(JsonObject operation, IReadOnlyList<MethodParameter> parameters, OperationNames operations)
    {
        if (ApiDocument.Text(operation, "x-paging") is not { } paging)
            return null;
        string verb = OperationId.Of(operation).Verb;
        bool inBody = ApiDocument.Text(operation, "x-paging-in") == "body";
        (string page, string? property) = Page(operation);
        JsonObject content = ApiDocument.OwnProperties(document.Find(page)!).First(p => p.Name == "content").Property;
        string item = CSharpType.Of(document, content).Element;
        List<MethodParameter> given =
        [
            .. parameters.Where(p => PlaceOf(p.Wire) is null).Select(p => inBody && p.Wire is null ? Unchanged(p) : p),
        ];
        JsonObject twin = operations.Method(operation, new OperationScope(index, operation, given), verb + "All", given);
        IEnumerable<string> fetched = paging == "cursor" ? ["page", "size", "cursor"] : ["page", "size"];
        twin["returns"] = "All items of all pages, fetched while they are read; <c>AsPages</c> gives the pages.";
        twin["item"] = item;
        twin["page"] = page;
        twin["walk"] = paging == "cursor" ? "Cursor" : "Numbered";
        twin["fetched"] = string.Join(", ", fetched.Append("cancellationToken"));
        twin["fetch"] = $"{verb}Async({string.Join(", ", parameters.Select(Argument).Append("cancellationToken"))})";
        twin["within"] = property;
        twin["withinWire"] = ApiDocument.Text(operation, "x-paging-items");
        twin["key"] = Key(operation, content, item);
        twin["pageSize"] = inBody ? "(request ?? throw new ArgumentNullException(nameof(request))).Size" : null;
        if (inBody)
            LetRequestTurnPages(operation, fetched);
        return twin;

        string Argument(MethodParameter parameter) =>
            inBody && parameter.Wire is null ? $"request.At({string.Join(", ", fetched)})" : PlaceOf(parameter.Wire) ?? parameter.Name;
    }

    private static string? PlaceOf(string? wire) => s_places.FirstOrDefault(place => place.Wire == wire).Name;

    /// <summary>The name of the page's schema; and, when the page is a part of the answer, the property that holds it.</summary>
    private (string Schema, string? Property) Page(JsonObject operation)
    {
        JsonObject answer = document.SuccessesOf(operation).Select(s => ApiDocument.JsonSchemaOf(s.Response)).OfType<JsonObject>().First();
        if (ApiDocument.Text(operation, "x-paging-items") is not { } name)
            return (ApiDocument.NameOf(answer)!, null);
        JsonObject property = document.AllProperties(document.Follow(answer)).First(p => p.Name == name).Property;
        return (ApiDocument.NameOf(property)!, ModelNames.NameOf(name, property));
    }

    private static MethodParameter Unchanged(MethodParameter request) =>
        request with
        {
            Description =
                request.Description
                + " It is not changed: each page is asked for by a copy that says which. Its size counts, unless AsPages is given one.",
        };

    /// <summary>The request's class gets a method that copies it with another place.</summary>
    private void LetRequestTurnPages(JsonObject operation, IEnumerable<string> fetched)
    {
        JsonObject request = document.Follow(ApiDocument.JsonSchemaOf(document.BodyOf(operation))!);
        request[CSharpNames.Extension]!["places"] = CSharpNames.List(
            s_places.Where(place => fetched.Contains(place.Name)),
            place =>
            {
                JsonObject property = document.AllProperties(request).First(p => p.Name == place.Wire).Property;
                return new JsonObject
                {
                    ["declared"] = place.Name == "cursor" ? "string?" : "int?",
                    ["name"] = place.Name,
                    ["field"] = Words.Field(ModelNames.NameOf(place.Wire, property)),
                };
            }
        );
    }

    private string Key(JsonObject operation, JsonObject content, string item)
    {
        string key = ApiDocument.Text(operation, "x-paging-key") ?? "id";
        if (key == "none")
            return $"(Func<{item}, string?>?)null";
        if (key == "self")
            return "static item => item";
        JsonObject model = document.Follow(document.Follow(content)["items"]!);
        JsonObject property = document.AllProperties(model).First(p => p.Name == key).Property;
        return "static item => item." + ModelNames.NameOf(key, property);
    }
}
