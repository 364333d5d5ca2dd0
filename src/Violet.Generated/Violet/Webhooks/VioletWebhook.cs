using Violet.Generated.Runtime.Drift;
using Violet.Generated.Runtime.Webhooks;

namespace Violet.Generated;

/// <summary>
/// Checks and reads the webhooks that Violet sends, in any program: first <c>Verify</c> with the bytes as they came, then
/// <see cref="Parse"/>. In ASP.NET Core,
/// <c>MapVioletWebhooks</c> of the package Violet.Generated.AspNetCore does both.
/// </summary>
/// <remarks>
/// Only the body is signed. The headers are not: whoever has once seen a signed delivery can send it again with another topic, event id or
/// merchant id. So take from them
/// what to look at, and read what matters from the body, or again from the API. Nothing in a delivery says when it was signed, either.
/// </remarks>
public static class VioletWebhook
{
    /// <summary>Those that the API refused to subscribe in May 2026, and those that are younger.</summary>
    private static readonly WebhookEventType[] s_notSubscribable =
    [
        WebhookEventType.RelayOfferCreated,
        WebhookEventType.RelayOfferUpdated,
        WebhookEventType.RelayOfferRemoved,
        WebhookEventType.RelayOrderUpdated,
        WebhookEventType.OrderDisputed,
        WebhookEventType.PaymentTransactionDisputeOpened,
        WebhookEventType.PaymentTransactionDisputeWon,
        WebhookEventType.PaymentTransactionDisputeLost,
    ];

    /// <summary>
    /// The topics that a webhook can be made for: the 48 that the API took in May 2026, and those that the contract has learnt since. The
    /// others are events of Relay, which Violet sets up by itself, and disputes, which are younger.
    /// <c>WebhookEvents.ListTypesAsync</c> asks the API.
    /// </summary>
    public static IReadOnlyList<WebhookEventType> SubscribableTopics { get; } = [.. AllTopics().Except(s_notSubscribable)];

    /// <summary>Whether a body was signed with one of the secrets: HMAC-SHA256 over the bytes as they came, compared in constant
    /// time.</summary>
    /// <remarks>Violet's guides do not spell the recipe out; it is the one that its own plugins and known receivers use, in Base64. Hex is
    /// accepted too.</remarks>
    /// <param name="rawBody">The bytes of the body, before anything has parsed or changed them.</param>
    /// <param name="signature">The header <c>X-Violet-Hmac</c>; without one the result is false.</param>
    /// <param name="secrets">The app's secret (<see cref="VioletOptions.AppSecret"/>); several while it is being replaced. It differs
    /// between Test and Live Mode.</param>
    /// <returns>Whether the signature is right.</returns>
    /// <exception cref="ArgumentException">There is no secret to check with.</exception>
    public static bool Verify(ReadOnlySpan<byte> rawBody, string? signature, params string?[] secrets) =>
        WebhookSignature.Matches(rawBody, signature, secrets);

    /// <summary>Whether a body was signed with one of the secrets, by the signature among the headers.</summary>
    /// <param name="rawBody">The bytes of the body, before anything has parsed or changed them.</param>
    /// <param name="headers">The headers of the delivery.</param>
    /// <param name="secrets">The app's secret; several while it is being replaced.</param>
    /// <returns>Whether the signature is right.</returns>
    /// <exception cref="ArgumentException">There is no secret to check with.</exception>
    public static bool Verify(ReadOnlySpan<byte> rawBody, VioletWebhookHeaders headers, params string?[] secrets) =>
        Verify(rawBody, (headers ?? throw new ArgumentNullException(nameof(headers))).Signature, secrets);

    /// <summary>Whether a text can be a signature at all, so that a receiver need not read the body of a request whose cannot.</summary>
    /// <param name="signature">The header <c>X-Violet-Hmac</c>; without one the result is false.</param>
    /// <returns>Whether it is 32 bytes in Base64 or hex.</returns>
    public static bool IsSignature(string? signature) => WebhookSignature.HasForm(signature);

    /// <summary>Signs a body as Violet does, for tests of what receives it.</summary>
    /// <param name="rawBody">The bytes to sign.</param>
    /// <param name="secret">The app's secret.</param>
    /// <returns>What stands in <c>X-Violet-Hmac</c>.</returns>
    public static string Sign(ReadOnlySpan<byte> rawBody, string secret) => WebhookSignature.Sign(rawBody, secret);

    /// <summary>Makes an event of a delivery whose signature is right. The body is read when it is asked for, so this never fails, whatever
    /// the topic.</summary>
    /// <param name="rawBody">The bytes of the body; they are not copied.</param>
    /// <param name="headers">The headers of the delivery.</param>
    /// <returns>The event.</returns>
    public static VioletWebhookEvent Parse(ReadOnlyMemory<byte> rawBody, VioletWebhookHeaders headers)
    {
        OpenEnum<WebhookEventType> topic = (headers ?? throw new ArgumentNullException(nameof(headers))).Topic;
        if (topic is { IsKnown: false, Raw: { } text })
            DriftSink.OutsideOfCalls.Tell("X-Violet-Topic", [], DriftNote.UnlistedTopic(text));
        return new VioletWebhookEvent(rawBody, headers);
    }

    /// <summary>The model that the body of an event is.</summary>
    /// <param name="topic">What happened.</param>
    /// <returns>The type, such as <see cref="Order"/>; null for a value that is no topic.</returns>
    public static Type? PayloadTypeOf(WebhookEventType topic) => WebhookPayloads.Of(topic)?.Type;

#if NETSTANDARD2_0
    private static WebhookEventType[] AllTopics() => (WebhookEventType[])Enum.GetValues(typeof(WebhookEventType));
#else
    private static WebhookEventType[] AllTopics() => Enum.GetValues<WebhookEventType>();
#endif
}
