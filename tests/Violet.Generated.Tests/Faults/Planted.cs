using System.Text;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.Faults;

/// <summary>What must never be seen in a log, a span, a metric or the text of an exception.</summary>
internal static class Planted
{
    private static readonly string[] s_person =
    [
        "Zebrowski",
        "zoe.z@planted.example",
        "+1 555 0123 987",
        "15550123987",
        "77 Planted Street",
    ];

    /// <summary>The people of the server's data. First names are left out: they are too short to be told from other words.</summary>
    private static readonly string[] s_people =
    [
        "@example.com",
        "Lovelace",
        "Hopper",
        "Turing",
        "Johnson",
        "Dijkstra",
        "Liskov",
        "Núñez",
        "1 Market Street",
        "1415555",
    ];

    /// <summary>Errors whose words name a person, as Violet's may, also where a name of the error is expected.</summary>
    public static IReadOnlyList<string> ErrorBodies { get; } =
    [
        $$"""{"message":"{{Person}} cannot be charged","error":"{{s_person[0]}}'s card","code":4409,"data":{"cause":"{{Person}}"},"error_message":"{{Person}}","error_type":"{{s_person[1]}}"}""",
        $$"""{"message":"{{s_person[0]}}","error":"{{s_person[0]}}","code":1,"{{s_person[0]}}":[]}""",
        $$"""{"error_message":"{{s_person[0]}}","error_code":"{{s_person[3]}}","error_type":"{{s_person[0]}}"}""",
    ];

    /// <summary>Broken JSON whose keys name a person.</summary>
    public static string BrokenJson { get; } = $$"""{"{{s_person[0]}}":{"{{s_person[3]}}":{"{{s_person[1]}}":tru""";

    public static string Html { get; } = $"<!DOCTYPE html><html><body><h1>{Person}</h1></body></html>";

    private static string Person => string.Join(", ", s_person);

    /// <summary>All secrets of a server and all people whom its answers, the requests and the faults name.</summary>
    public static IReadOnlyList<string> Of(VioletTestServer server) =>
        [
            .. s_person,
            server.AppSecret,
            server.Password,
            server.RefreshToken,
            server.IssueToken().Split('.')[0], // every token begins like this
            server.RutterClientSecret,
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{server.RutterClientId}:{server.RutterClientSecret}")),
            .. server.RutterAccessTokens,
            .. s_people,
            "text of ", // every text in a request begins like this (Sample)
        ];
}
