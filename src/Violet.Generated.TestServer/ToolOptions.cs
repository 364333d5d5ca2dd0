using System.Globalization;

namespace Violet.Generated.TestServer;

/// <summary>What the command line asks for.</summary>
internal sealed record ToolOptions
{
    public const int UsualPort = 5085;

    public const string Usage = """
        A stand-in for the APIs of Violet and Rutter, on the loopback interface.

        violet-test-server [options]

          --port <number>              where it listens (5085); 0 for a free port
          --scenario <name>            what happens at shops and banks, such as PartialSubmit; may be given several times
          --seed <file>                JSON with data of your own: { "merchants": [], "offers": [], "orders": [] }
          --webhook-url <address>      where Violet's webhooks go, signed: an address on the loopback interface
          --rutter-webhook-url <address>  the same for Rutter's
          --record <folder>            writes each exchange there as a HAR file, bodies as they were sent
          --log                        a line for each request, without credentials
          --help, --version

        While it runs, GET /_test lists what can be changed.
        """;

    public int Port { get; private init; } = UsualPort;

    public IReadOnlyList<string> Scenarios { get; private init; } = [];

    public string? SeedFile { get; private init; }

    public Uri? WebhookUrl { get; private init; }

    public Uri? RutterWebhookUrl { get; private init; }

    public string? RecordingFolder { get; private init; }

    public bool Logs { get; private init; }

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ToolException">One of them is none, or lacks its value.</exception>
    public static ToolOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ToolOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            string option = arguments[i];
            options = option switch
            {
                "--port" => options with { Port = Number(Value()) },
                "--scenario" => options with { Scenarios = [.. options.Scenarios, Value()] },
                "--seed" => options with { SeedFile = Value() },
                "--webhook-url" => options with { WebhookUrl = LoopbackAddress(option, Value()) },
                "--rutter-webhook-url" => options with { RutterWebhookUrl = LoopbackAddress(option, Value()) },
                "--record" => options with { RecordingFolder = Value() },
                "--log" => options with { Logs = true },
                _ => throw new ToolException($"There is no option '{option}': --help lists them."),
            };

            string Value() =>
                i + 1 < arguments.Count && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal)
                    ? arguments[++i]
                    : throw new ToolException($"{option} wants a value: --help tells of it.");

            int Number(string text) =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= 65_535
                    ? number
                    : throw new ToolException($"{option} wants a number from 0 to 65535, not '{text}'.");
        }
        return options;
    }

    /// <exception cref="ToolException">The text is no such address.</exception>
    public static Uri LoopbackAddress(string name, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address is { Scheme: "http" or "https", IsLoopback: true }
            ? address
            : throw new ToolException($"{name} wants an http address on the loopback interface, not '{text}'.");
}
