namespace Violet.Generated;

/// <summary>What the body of a webhook is; the generated table of topics names it.</summary>
internal sealed record WebhookPayload(Type Type, Func<ReadOnlyMemory<byte>, VioletModel> Read)
{
    public static WebhookPayload For<T>()
        where T : VioletModel, new() => new(typeof(T), static body => VioletJson.Deserialize<T>(body.Span));
}
