using System.Globalization;
using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>
/// The refusals that the contract knows (`x-errors`): docs of the methods, and constants of their slugs, once for the whole API.
/// </summary>
internal sealed class ErrorNames(ApiInfo api)
{
    private readonly Dictionary<string, Slug> _slugs = new(StringComparer.Ordinal);

    private string ClassName => api.Client + "ErrorSlugs";

    /// <summary>The refusals of one operation, each as the text of a doc comment.</summary>
    public JsonArray Of(JsonObject operation, OperationScope scope) =>
        CSharpNames.List((operation["x-errors"] as JsonArray ?? []).OfType<JsonObject>(), error => Text(error, new DocText(scope)));

    /// <summary>The constants of all operations that were asked for before; null when there are none.</summary>
    public JsonObject? Slugs(DocIndex index)
    {
        if (_slugs.Count == 0)
            return null;
        var docs = new DocText(new RootScope(index));
        return new JsonObject
        {
            ["name"] = ClassName,
            ["constants"] = CSharpNames.List(
                _slugs.OrderBy(s => s.Key, StringComparer.Ordinal),
                s => new JsonObject
                {
                    ["name"] = s.Value.Name,
                    ["literal"] = Words.Literal(s.Key),
                    ["docs"] = s.Value.Meanings.Count == 0 ? s.Value.Status + "." : $"{s.Value.Status}: {docs.Xml(s.Value.Meaning)}.",
                }
            ),
        };
    }

    private JsonValue Text(JsonObject error, DocText docs)
    {
        string status = error["status"]!.ToString();
        string? slug = ApiDocument.Text(error, "slug");
        string? when = ApiDocument.Text(error, "when");
        string text = status;
        if (slug is not null)
            text += $" <see cref=\"{ClassName}.{Add(slug, status, when)}\"/>";
        if (error["code"] is { } code)
            text += $" (code {Words.Xml(code.ToString())})";
        return JsonValue.Create(when is null ? text + "." : $"{text}: {docs.Xml(when.TrimEnd('.'))}.");
    }

    private string Add(string slug, string status, string? when)
    {
        if (!_slugs.TryGetValue(slug, out Slug? known))
        {
            // Two slugs may differ only in what a name cannot hold.
            string name = Words.PascalOfAnyCase(slug),
                free = name;
            for (int i = 2; _slugs.Values.Any(other => other.Name == free); i++)
                free = name + i.ToString(CultureInfo.InvariantCulture);
            _slugs[slug] = known = new Slug(free, new(StringComparer.Ordinal), []);
        }
        known.Statuses.Add(status);
        if (when is not null)
            known.Meanings.Add(when.TrimEnd('.'));
        return known.Name;
    }

    /// <summary>One slug, as several operations may name it.</summary>
    private sealed record Slug(string Name, SortedSet<string> Statuses, HashSet<string> Meanings)
    {
        public string Status => "Status " + string.Join(", ", Statuses);

        public string Meaning => string.Join("; ", Meanings);
    }
}
