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
}
