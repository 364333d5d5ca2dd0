using System.Text.Json.Nodes;

namespace Violet.Contract.Naming;

/// <summary>The members of an enum schema.</summary>
internal static class EnumNames
{
    /// <summary>The values of an enum schema with the names and numbers of their members; 0 is absent.</summary>
    public static IEnumerable<(string Value, string Member, int Number)> MembersOf(JsonObject schema)
    {
        IEnumerable<string> values = ApiDocument.Texts(schema["enum"]);
        IEnumerable<string> names = schema["x-enumNames"] is { } given ? ApiDocument.Texts(given) : values.Select(Words.PascalOfAnyCase);
        return values.Zip(names, Enumerable.Range(1, int.MaxValue));
    }

    public static void Apply(string name, JsonObject schema, DocIndex index)
    {
        var docs = new DocText(new EnumScope(index, ApiDocument.ReferenceTo(name)));
        var meanings = schema["x-enum-descriptions"] as JsonObject;
        // The map is ours; NSwag knows a list of that name, and fails on anything else.
        if (meanings is not null)
            schema["x-enum-descriptions"] = CSharpNames.List(MembersOf(schema), m => ApiDocument.Text(meanings, m.Value) ?? "");
        schema[CSharpNames.Extension] = new JsonObject
        {
            ["docs"] = docs.Xml(ApiDocument.Text(schema, "description")),
            ["members"] = CSharpNames.List(
                MembersOf(schema),
                m => new JsonObject
                {
                    ["name"] = m.Member,
                    ["number"] = m.Number,
                    ["literal"] = Words.Literal(m.Value),
                    ["docs"] =
                        (ApiDocument.Text(meanings, m.Value) is { } meaning ? docs.Xml(meaning) + " " : "")
                        + $"On the wire: <c>{Words.Xml(m.Value)}</c>.",
                }
            ),
            ["aliases"] = CSharpNames.List(
                schema["x-enum-aliases"] as JsonObject ?? [],
                alias => new JsonObject { ["literal"] = Words.Literal(alias.Key), ["of"] = Words.Literal(alias.Value!.ToString()) }
            ),
            ["payloads"] = schema["x-webhook-payload"] is JsonObject payloads ? Payloads(schema, payloads) : null,
        };
    }

    /// <summary>Which model the bodies of webhooks are, by the members that are their topics.</summary>
    private static JsonArray Payloads(JsonObject schema, JsonObject payloads) =>
        CSharpNames.List(
            MembersOf(schema).Where(m => payloads.ContainsKey(m.Value)).GroupBy(m => ApiDocument.NameOf(payloads[m.Value]), m => m.Member),
            model => new JsonObject
            {
                ["model"] = model.Key,
                ["field"] = "s" + Words.Field(model.Key!),
                ["topics"] = new JsonArray([.. model.Select(topic => (JsonNode)topic)]),
            }
        );
}
