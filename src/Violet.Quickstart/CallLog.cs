using System.Diagnostics.Metrics;
using Spectre.Console;

namespace Violet.Quickstart;

/// <summary>What was called, by the client's own metrics, and how many HTTP requests that took.</summary>
internal sealed class CallLog : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, (int Calls, double Seconds)> _operations = [];
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private int _requests;

    public CallLog()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Violet.Generated", Name: "violet.client.call.duration" })
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Add(seconds, tags));
        _listener.Start();
    }

    public DelegatingHandler CountRequests() => new Counter(() => Interlocked.Increment(ref _requests));

    public void Print(IAnsiConsole console)
    {
        Table table = new Table().Title("What was called").AddColumns("Operation", "Calls", "Mean ms");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        lock (_operations)
        {
            foreach ((string operation, (int calls, double seconds)) in _operations.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                table.AddRow(Markup.Escape(operation), $"{calls}", $"{seconds / calls * 1000:0.0}");
        }

        console.Write(table);
        console.MarkupLine($"[green]Done:[/] {_requests} requests in {TimeProvider.System.GetElapsedTime(_start).TotalSeconds:0.0} s.");
    }

    public void Dispose() => _listener.Dispose();

    private void Add(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string name = "";
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Key == "violet.api")
                name = $"{tag.Value} {name}";
            if (tag.Key == "violet.operation")
                name += tag.Value;
        }

        lock (_operations)
        {
            (int calls, double total) = _operations.GetValueOrDefault(name);
            _operations[name] = (calls + 1, total + seconds);
        }
    }

    private sealed class Counter(Action count) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            count();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
