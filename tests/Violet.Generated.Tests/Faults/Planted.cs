using System.Text;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.Faults;

/// <summary>What must never be seen in a log, a span, a metric or the text of an exception.</summary>
internal static class Planted
{
    private static readonly string[] s_person = ["Zebrowski", "zoe.z@planted.example", "+1 555 0123 987", "77 Planted Street"];

    /// <summary>An error whose words name a person, as Violet's may.</summary>
    public static string ErrorBody { get; } =
        $$"""{"message":"{{Person}} cannot be charged","error":"{{s_person[0]}}'s card","code":4409,"data":{"cause":"{{Person}}"},"error_message":"{{Person}}","error_type":"{{s_person[1]}}"}""";

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
        "@example.com", // everybody in the server's data has an address there
        "text of ", // every text in a request begins like this (Sample)
    ];
}
