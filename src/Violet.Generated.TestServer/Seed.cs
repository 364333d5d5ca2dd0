using System.Text.Json;
using System.Text.Json.Nodes;
using Violet.Generated.Json;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer;

/// <summary>Data of a user's own: { "merchants": [], "offers": [], "orders": [] }, each as the API shows it, less what the server fills
/// in.</summary>
internal static class Seed
{
    private static readonly string[] s_lists = ["merchants", "offers", "orders"];

    /// <exception cref="ToolException">The file is not there, or not such JSON.</exception>
    public static JsonObject ReadFile(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file)) as JsonObject ?? throw new ToolException($"{file}: a JSON object is wanted.");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"--seed: {e.Message}");
        }
    }

    /// <summary>Adds all of it, and returns it as the API shows it from now on.</summary>
    /// <exception cref="ToolException">A list is none, or an item is not what it should be.</exception>
    public static JsonObject Add(JsonObject data, VioletTestServer server)
    {
        if (data.Select(list => list.Key).Except(s_lists).FirstOrDefault() is { } unknown)
            throw new ToolException($"There is no list '{unknown}' of data: there are {string.Join(", ", s_lists)}.");
        return new JsonObject
        {
            ["merchants"] = AddAll("merchants", server.Merchants),
            ["offers"] = AddAll("offers", server.Offers),
            ["orders"] = AddAll("orders", server.Orders),
        };

        JsonArray AddAll<T>(string list, TestData<T> target)
            where T : VioletModel, new()
        {
            JsonArray items = data[list] is null ? [] : data[list] as JsonArray ?? throw new ToolException($"'{list}' must be a list.");
            return new JsonArray([.. items.Select((item, i) => AddOne(item, $"{list}[{i}]", target))]);
        }
    }

    private static JsonNode? AddOne<T>(JsonNode? item, string place, TestData<T> target)
        where T : VioletModel, new()
    {
        try
        {
            T model = VioletJson.Deserialize<T>(item?.ToJsonString() ?? "null");
            return JsonNode.Parse(VioletJson.SerializeToUtf8Bytes(target.Add(model)));
        }
        catch (Exception e) when (e is VioletJsonException or ArgumentException)
        {
            throw new ToolException($"{place}: {Words.Of(e)}");
        }
    }
}
