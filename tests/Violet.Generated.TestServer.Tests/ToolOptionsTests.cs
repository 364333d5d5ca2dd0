using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Tests;

/// <summary>The command line.</summary>
public sealed class ToolOptionsTests
{
    [TestCase("--frob", "There is no option '--frob'")]
    [TestCase("--port", "--port wants a value")]
    [TestCase("--port --log", "--port wants a value")]
    [TestCase("--port 65536", "--port wants a number from 0 to 65535, not '65536'.")]
    [TestCase("--port -1", "--port wants a number from 0 to 65535, not '-1'.")]
    [TestCase("--webhook-url http://example.com", "--webhook-url wants an http address on the loopback interface")]
    [TestCase("--webhook-url hook", "--webhook-url wants an http address on the loopback interface")]
    [TestCase("--scenario Nothing", "There is no scenario 'Nothing'. There are Ordinary, PartialSubmit")]
    [TestCase("--seed no-such-file.json", "--seed: ")]
    public async Task A_mistake_is_one_line(string arguments, string message)
    {
        ToolException mistake = await Assert.ThrowsAsync<ToolException>(async () =>
        {
            await using StandIn standIn = await StandIn.StartAsync(ToolOptions.Parse(arguments.Split(' ')), null, CancellationToken.None);
        });

        Assert.That(mistake.Message, Does.StartWith(message).And.Not.Contain("\n"));
        Assert.That(mistake.ExitCode, Is.EqualTo(ToolException.BadOption));
    }

    [Test]
    public async Task A_port_that_is_taken_is_said()
    {
        await using VioletTestServer other = await VioletTestServer.StartAsync();

        ToolException mistake = await Assert.ThrowsAsync<ToolException>(async () =>
        {
            await using StandIn standIn = await StandIn.StartAsync(
                ToolOptions.Parse(["--port", $"{other.VioletAddress.Port}"]),
                null,
                CancellationToken.None
            );
        });

        Assert.That(mistake.Message, Does.StartWith($"Port {other.VioletAddress.Port} is taken"));
        Assert.That(mistake.ExitCode, Is.EqualTo(ToolException.CannotStart));
    }

    [Test]
    public void Every_option_that_is_taken_stands_in_the_help() =>
        Assert.That(
            new[] { "--port", "--scenario", "--seed", "--webhook-url", "--rutter-webhook-url", "--log", "--help", "--version" },
            Has.All.Matches<string>(option => ToolOptions.Usage.Contains(option!, StringComparison.Ordinal))
        );

    [Test]
    public async Task Seed_and_scenarios_are_there_from_the_start_and_after_a_reset()
    {
        string seed = Path.Combine(Directory.CreateTempSubdirectory("violet-seed-").FullName, "seed.json");
        await File.WriteAllTextAsync(seed, """{"merchants":[{"id":42,"name":"Quokka"}]}""");
        try
        {
            await using Admin admin = await Admin.StartAsync("--seed", seed, "--scenario", "SlowShops", "--scenario", "declined");
            using VioletClient violet = admin.Violet();
            for (int i = 0; i < 2; i++)
            {
                Assert.That((await violet.Merchants.GetAsync(42)).Name, Is.EqualTo("Quokka"));
                JsonNode playing = (await admin.CallAsync("GET", "/scenarios")).Body!["playing"]!;
                Assert.That(playing.ToJsonString(), Is.EqualTo("""["SlowShops","Declined"]"""));
                await admin.CallAsync("POST", "/reset");
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(seed)!, recursive: true);
        }
    }

    [TestCase("[]", "a JSON object is wanted")]
    [TestCase("""{"carts":[]}""", "There is no list 'carts' of data")]
    [TestCase("""{"orders":{}}""", "'orders' must be a list.")]
    [TestCase("""{"orders":[7]}""", "orders[0]: ")]
    [TestCase("{", "--seed: ")]
    public async Task A_mistake_in_the_seed_is_one_line(string json, string message)
    {
        string seed = Path.GetTempFileName();
        await File.WriteAllTextAsync(seed, json);
        try
        {
            ToolException mistake = await Assert.ThrowsAsync<ToolException>(async () =>
            {
                await using Admin admin = await Admin.StartAsync("--seed", seed);
            });

            Assert.That(mistake.Message, Does.Contain(message).And.Not.Contain("\n"));
        }
        finally
        {
            File.Delete(seed);
        }
    }
}
