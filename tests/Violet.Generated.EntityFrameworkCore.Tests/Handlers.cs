namespace Violet.Generated.EntityFrameworkCore.Tests;

internal static class Handlers
{
    /// <summary>Writes the event down as an effect.</summary>
    public static async Task CountAsync(
        ShopContext shop,
        Order order,
        VioletWebhookEvent e,
        Recorder recorder,
        CancellationToken cancellationToken
    )
    {
        shop.Effects.Add(new Effect { OrderId = order.Id, EventId = e.Headers.EventId!.Value });
        await shop.SaveChangesAsync(cancellationToken);
        await recorder.Add($"{e.Headers.EventId}");
    }

    /// <summary>Waits for so many effects, and until nothing waits: a handler may be undone after it has told of itself.</summary>
    public static async Task WaitForEffectsAsync(TestDatabase database, int effects)
    {
        using var patience = new CancellationTokenSource(4 * WebhookApp.Patience);
        while ((await database.EffectsAsync()).Length < effects || await database.CountAsync(InboxState.Waiting) > 0)
            await Task.Delay(50, patience.Token);
    }
}
