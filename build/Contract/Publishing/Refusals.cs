using System.Text.Json.Nodes;

namespace Violet.Contract.Publishing;

/// <summary>Our `x-errors` as what every program knows: a response for each status, with an example for each refusal.</summary>
internal static class Refusals
{
    private const string Extension = "x-errors";

    public static void BecomeResponses(JsonObject document)
    {
        foreach ((_, _, JsonObject operation) in PublishedDocument.Operations(document))
        {
            if (operation[Extension] is not JsonArray refusals)
                continue;
            operation.Remove(Extension);
            var responses = (JsonObject)operation["responses"]!;
            JsonNode error = PublishedDocument.Resolve(document, responses["default"]!)["content"]!["application/json"]!["schema"]!;
            foreach (IGrouping<string, JsonNode> status in refusals.OfType<JsonNode>().GroupBy(refusal => $"{refusal["status"]}"))
                responses.Insert(responses.Count - 1, status.Key, Response([.. status], error));
        }
    }

    private static JsonObject Response(JsonNode[] refusals, JsonNode schema)
    {
        var content = new JsonObject { ["schema"] = schema.DeepClone() };
        var examples = new JsonObject();
        foreach (JsonNode refusal in refusals.Where(refusal => refusal["slug"] is not null))
        {
            string slug = (string)refusal["slug"]!;
            examples[examples.ContainsKey(slug) ? $"{slug}-{examples.Count + 1}" : slug] = Example(refusal);
        }
        if (examples.Count > 0)
            content["examples"] = examples;
        return new JsonObject
        {
            ["description"] = string.Join(' ', refusals.Select(Describe)),
            ["content"] = new JsonObject { ["application/json"] = content },
        };
    }

    private static JsonObject Example(JsonNode refusal)
    {
        var value = new JsonObject { ["message"] = When(refusal), ["error"] = refusal["slug"]!.DeepClone() };
        if (refusal["code"] is { } code)
            value["code"] = code.DeepClone();
        return new JsonObject { ["summary"] = Describe(refusal), ["value"] = value };
    }

    /// <summary>A sentence, such as: `order_not_found` (4216): No cart has this id.</summary>
    private static string Describe(JsonNode refusal)
    {
        string name = (refusal["slug"], refusal["code"]) switch
        {
            ({ } slug, { } code) => $"`{slug}` ({code})",
            ({ } slug, null) => $"`{slug}`",
            (null, { } code) => $"{code}",
            _ => "",
        };
        string when = When(refusal);
        return name.Length == 0 ? when
            : when.Length == 0 ? $"{name}."
            : $"{name}: {when}";
    }

    private static string When(JsonNode refusal) =>
        (string?)refusal["when"] is { Length: > 0 } when ? $"{char.ToUpperInvariant(when[0])}{when[1..].TrimEnd('.')}." : "";
}
