using System.Text.Json.Nodes;
using Violet.Contract.Generating;
using Violet.Contract.Reading;

namespace Violet.Contract.Publishing;

/// <summary>Writes the published document of each API: violet.openapi.json.</summary>
internal static class Publisher
{
    /// <summary>The mistakes in the contract; nothing is written while there are any.</summary>
    public static async Task<IReadOnlyList<Problem>> PublishAsync(Options options, string version)
    {
        (CheckedApi[] apis, Problem[] problems) = await CheckedApi.CheckAllAsync(options.Contract).ConfigureAwait(false);
        if (problems.Length > 0)
            return problems;
        Directory.CreateDirectory(options.To);
        foreach (CheckedApi api in apis)
        {
            JsonObject document = PublishedDocument.Of(api.Document, version);
            string file = Path.Combine(options.To, api.Info.Folder + ".openapi.json");
            await File.WriteAllTextAsync(file, document.ToJsonString(JsonText.Options) + "\n").ConfigureAwait(false);
        }
        return [];
    }
}
