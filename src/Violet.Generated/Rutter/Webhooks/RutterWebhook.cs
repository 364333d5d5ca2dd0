using Violet.Generated.Runtime.Webhooks;

namespace Violet.Generated.Rutter;

/// <summary>
/// Checks and reads the webhooks that Rutter sends, in any program: first <see cref="Verify"/> with the bytes as they came, then
/// <see cref="Parse"/>. In ASP.NET Core,
/// <c>MapRutterWebhooks</c> of the package Violet.Generated.AspNetCore does both.
/// </summary>
public static class RutterWebhook
{
    /// <summary>The header that carries the signature.</summary>
    public const string SignatureHeader = "X-Rutter-Signature";

    private const string Scheme = "sha256=";

    /// <summary>Whether a body was signed with one of the secrets: HMAC-SHA256 over the bytes as they came, compared in constant
    /// time.</summary>
    /// <param name="rawBody">The bytes of the body, before anything has parsed or changed them.</param>
    /// <param name="signature">The header <c>X-Rutter-Signature</c>, <c>sha256=</c> and Base64 (hex is accepted too); without one the
    /// result is false.</param>
    /// <param name="secrets">The client secret (<see cref="RutterOptions.ClientSecret"/>); several while it is being replaced.</param>
    /// <returns>Whether the signature is right.</returns>
    /// <exception cref="ArgumentException">There is no secret to check with.</exception>
    public static bool Verify(ReadOnlySpan<byte> rawBody, string? signature, params string?[] secrets) =>
        WebhookSignature.Matches(rawBody, WithoutScheme(signature), secrets);

    /// <summary>Whether a text can be a signature at all, so that a receiver need not read the body of a request whose cannot.</summary>
    /// <param name="signature">The header <c>X-Rutter-Signature</c>; without one the result is false.</param>
    /// <returns>Whether it is <c>sha256=</c> and 32 bytes in Base64 or hex.</returns>
    public static bool IsSignature(string? signature) => WebhookSignature.HasForm(WithoutScheme(signature));

    /// <summary>Signs a body as Rutter does, for tests of what receives it.</summary>
    /// <param name="rawBody">The bytes to sign.</param>
    /// <param name="secret">The client secret.</param>
    /// <returns>What stands in <c>X-Rutter-Signature</c>.</returns>
    public static string Sign(ReadOnlySpan<byte> rawBody, string secret) => Scheme + WebhookSignature.Sign(rawBody, secret);

    /// <summary>Reads a body whose signature is right. Its access token is a credential: keep it out of logs.</summary>
    /// <param name="rawBody">The bytes of the body.</param>
    /// <returns>The event; fields that the contract does not know are in <see cref="VioletModel.Extra"/>.</returns>
    /// <exception cref="VioletJsonException">The body is not the JSON of an event.</exception>
    public static RutterWebhookEvent Parse(ReadOnlySpan<byte> rawBody) => VioletJson.Deserialize<RutterWebhookEvent>(rawBody);

    private static string? WithoutScheme(string? signature)
    {
        string text = signature?.Trim() ?? "";
        return text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text.Substring(Scheme.Length) : null;
    }
}
