using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>The side of the inbox that accepts.</summary>
internal sealed class InboxQueue : IWebhookQueue
{
    private static readonly TimeSpan s_writeTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_gatherTime = TimeSpan.FromMilliseconds(1);

    private readonly Batches<WebhookDelivery, WebhookAcceptance> _batches;
    private readonly WakeUp _wakeUp;
    private volatile bool _isStopping;

    public InboxQueue(InboxAcceptance acceptance, WakeUp wakeUp, TimeProvider time)
    {
        _wakeUp = wakeUp;
        _batches = new(acceptance.AcceptAsync, s_writeTime, s_gatherTime, time);
    }

    public bool TellsDuplicates => true;

    public async ValueTask<WebhookAcceptance> EnqueueAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        if (_isStopping)
            return WebhookAcceptance.Refused;
        WebhookAcceptance result = await _batches.AddAsync(delivery, cancellationToken).ConfigureAwait(false);
        if (result == WebhookAcceptance.Accepted)
            _wakeUp.Set();
        return result;
    }

    public Task RunAsync() => _batches.RunAsync();

    public void Stop()
    {
        _isStopping = true;
        _batches.Complete();
    }
}
