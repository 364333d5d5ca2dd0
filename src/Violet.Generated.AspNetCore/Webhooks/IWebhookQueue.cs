namespace Violet.Generated.AspNetCore;

/// <summary>
/// Where accepted webhooks wait for their handlers. The one that is registered by <c>AddVioletWebhooks</c> keeps them in memory: a graceful
/// shutdown first handles what it holds,
/// and repeats what fails. What it holds when the process crashes, is killed, or is out of shutdown time
/// (<c>HostOptions.ShutdownTimeout</c>, 30 seconds), is lost, since the sender was
/// told 200 and does not send it again by itself (<c>IVioletClient.WebhookEvents</c> can ask for it). A handler that keeps failing uses up
/// all of the shutdown time, and some seconds
/// more pass until what is lost is named and forgotten: keep that time about ten seconds below what your orchestrator grants. The package
/// Violet.Generated.EntityFrameworkCore keeps them in your database; register a queue of your own for another store or a message broker.
/// </summary>
/// <remarks>
/// <code>
/// builder.Services.AddSingleton&lt;IWebhookQueue, MyDurableQueue&gt;();   // EnqueueAsync writes the delivery down
/// await dispatcher.DispatchAsync(delivery, cancellationToken);      // what reads it back: runs the handlers once, throws when they fail
/// dispatcher.CountGivenUp(delivery);                                // when you give it up: for the metric
/// await dispatcher.ForgetAsync(delivery);                           // ... and for the cache of duplicates, if it tells them
/// </code>
/// Deliveries with one <see cref="WebhookDelivery.EntityKey"/> are to be dispatched one after the other, in the order of their acceptance;
/// those of an endpoint that this process has not (<see cref="WebhookDispatcher.Endpoints"/>) are another version's.
/// </remarks>
public interface IWebhookQueue
{
    /// <summary>
    /// Whether the queue itself tells duplicates, by a unique key on <see cref="WebhookDelivery.Id"/> for instance, and says
    /// <see cref="WebhookAcceptance.Duplicate"/>: then no cache is asked. False unless a queue says otherwise.
    /// </summary>
    bool TellsDuplicates => false;

    /// <summary>Takes a webhook over. The sender is answered 503 when this refuses, throws, or takes longer than five seconds: then the
    /// webhook comes again. In the other cases the answer is 200.</summary>
    /// <param name="delivery">The webhook.</param>
    /// <param name="cancellationToken">Ends after five seconds.</param>
    /// <returns>Whether the webhook is in the queue, so that it will be handled.</returns>
    ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken);
}
