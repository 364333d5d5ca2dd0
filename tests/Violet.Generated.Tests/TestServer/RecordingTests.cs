using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What the server answers can be kept, for the contract to be checked with.</summary>
public class RecordingTests
{
    [Test]
    public async Task Each_exchange_is_a_HAR_file_without_credentials_also_after_a_reset()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("violet-recording-");
        await using (
            VioletTestServer server = await VioletTestServer.StartAsync(new VioletTestServerOptions { RecordingFolder = folder.FullName })
        )
        {
            using VioletClient violet = server.Violet();
            await violet.Orders.GetAsync(74001);
            string token = server.Requests[^1].Headers["X-Violet-Token"];
            server.Reset();
            using VioletClient another = server.Violet();
            await another.Orders.ListAsync(size: 2);
            Assert.That(string.Concat(folder.GetFiles().Select(file => File.ReadAllText(file.FullName))), Does.Not.Contain(token));
        }

        JsonNode?[] entries =
        [
            .. folder
                .GetFiles()
                .Where(file => file.Name.Contains("Orders_", StringComparison.Ordinal))
                .OrderBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => JsonNode.Parse(File.ReadAllText(file.FullName))!["log"]!["entries"]![0]),
        ];

        Assert.That(
            entries.Select(entry => $"{entry!["request"]!["method"]} {new Uri((string)entry["request"]!["url"]!).PathAndQuery}"),
            Is.EqualTo((string[])["GET /v1/orders/74001", "GET /v1/orders?size=2"])
        );
        Assert.That((long)JsonNode.Parse((string)entries[0]!["response"]!["content"]!["text"]!)!["id"]!, Is.EqualTo(74001));
        folder.Delete(recursive: true);
    }
}
