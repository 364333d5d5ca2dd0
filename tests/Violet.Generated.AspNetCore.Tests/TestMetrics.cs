using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>Adds up what is counted while it lives; tests run one after the other, so it is theirs alone.</summary>
internal sealed class TestMetrics : IDisposable
{
    private readonly ConcurrentQueue<(string Name, string Tags, long Value)> _counts = new();
    private readonly MeterListener _listener;

    public TestMetrics()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == WebhookTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
                _counts.Enqueue((instrument.Name, string.Join(" ", tags.ToArray().Select(tag => tag.Value)), value))
        );
        _listener.Start();
    }

    /// <summary>The sum of an instrument, over the measurements with these values of tags, separated by a space; null for all.</summary>
    public long Sum(string name, string? tags = null) =>
        _counts.Where(count => count.Name == name && (tags is null || count.Tags == tags)).Sum(count => count.Value);

    public void Dispose() => _listener.Dispose();
}
