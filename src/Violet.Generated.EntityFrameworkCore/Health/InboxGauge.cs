using System.Diagnostics.Metrics;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>The numbers of events that wait and that failed, as they were read last, under the client's meter.</summary>
internal sealed class InboxGauge : IDisposable
{
    private readonly Meter _meter = new("Violet.Generated");
    private readonly InboxTable _table;
    private int? _waiting;
    private int? _failed;

    public InboxGauge(InboxTable table)
    {
        _table = table;
        _meter.CreateObservableGauge(
            "violet.inbox.waiting",
            () => Measurements(_waiting),
            "{webhook}",
            "Webhooks in the inbox that wait or are being handled."
        );
        _meter.CreateObservableGauge(
            "violet.inbox.failed",
            () => Measurements(_failed),
            "{webhook}",
            "Webhooks in the inbox whose handling was given up."
        );
    }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        _waiting = await _table.CountAsync(InboxState.Waiting, cancellationToken).ConfigureAwait(false);
        _failed = await _table.CountAsync(InboxState.Failed, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Measurements(int? number) => number is { } known ? [new(known)] : [];
}
