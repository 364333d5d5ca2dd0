namespace Violet.Generated.AspNetCore;

/// <summary>
/// Where accepted webhooks wait for their handlers. The one that is registered by <c>AddVioletWebhooks</c> keeps them in memory: a graceful
/// shutdown first handles what it holds,
/// and repeats what fails. What it holds when the process crashes, is killed, or is out of shutdown time
/// (<c>HostOptions.ShutdownTimeout</c>, 30 seconds), is lost, since the sender was
/// told 200 and does not send it again by itself (<c>IVioletClient.WebhookEvents</c> can ask for it). A handler that keeps failing uses up
/// all of the shutdown time, and some seconds
/// more pass until what is lost is named and forgotten: keep that time about ten seconds below what your orchestrator grants. Register one
/// of your own to keep them in a database or a
/// message broker.
/// </summary>
/// <remarks>
/// <code>
/// builder.Services.AddSingleton&lt;IWebhookQueue, MyDurableQueue&gt;();   // EnqueueAsync writes the delivery down
/// await dispatcher.DispatchAsync(delivery, cancellationToken);      // what reads it back: runs the handlers once, throws when they fail
/// await dispatcher.ForgetAsync(delivery);                           // when you give it up
/// </code>
/// Deliveries with one <see cref="WebhookDelivery.EntityKey"/> are to be dispatched one after the other, in the order of their acceptance.
/// </remarks>
public interface IWebhookQueue
{
    /// <summary>Takes a webhook over. The sender is answered 200 when this gives true, and 503 when it gives false, throws, or takes longer
    /// than five seconds: then the webhook comes again.</summary>
    /// <param name="delivery">The webhook.</param>
    /// <param name="cancellationToken">Ends after five seconds.</param>
    /// <returns>Whether the webhook is in the queue, so that it will be handled.</returns>
    ValueTask<bool> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken);
}
