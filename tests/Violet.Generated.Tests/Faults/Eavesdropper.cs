using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Tests.Faults;

/// <summary>Hears all that a program tells the world: logs of every level and category, spans, metrics, and texts that a test hands to
/// it.</summary>
internal sealed class Eavesdropper : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, string> _heard = new(); // each text once: calls repeat themselves
    private readonly ActivityListener _spans;
    private readonly MeterListener _metrics;

    public Eavesdropper()
    {
        _spans = new ActivityListener
        {
            // The test server's own spans are no business of the client's.
            ShouldListenTo = static source => !source.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(_spans);
        _metrics = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument),
        };
        _metrics.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument, tags));
        _metrics.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(instrument, tags));
        _metrics.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Hear(instrument, tags));
        _metrics.Start();
    }

    /// <summary>How many different texts were heard from where.</summary>
    public IEnumerable<(string Where, int Texts)> Counts =>
        _heard.Values.GroupBy(where => where).Select(texts => (texts.Key, texts.Count()));

    public void Hear(string where, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            _heard.TryAdd(text, where);
    }

    public void Hear(Exception error)
    {
        Hear("exception", error.ToString());
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            Hear("exception", e.Message);
            foreach (System.Collections.DictionaryEntry entry in e.Data)
                Hear("exception", $"{entry.Key}={entry.Value}");
        }
    }

    /// <summary>Where something was heard that must not be, sorted.</summary>
    public IEnumerable<string> Leaks(IReadOnlyList<string> planted) =>
        from heard in _heard
        let text = heard.Key.Replace("shopper", "", StringComparison.OrdinalIgnoreCase) // of the contract; Hopper is a person
        from secret in planted
        where
            text.Contains(secret, StringComparison.OrdinalIgnoreCase)
            || text.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase)
        orderby heard.Value, heard.Key
        select $"{heard.Value}: {heard.Key}";

    ILogger ILoggerProvider.CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
        _spans.Dispose();
        _metrics.Dispose();
    }

    private void Hear(Activity span)
    {
        Hear("span", span.DisplayName);
        Hear("span", span.StatusDescription);
        foreach ((string name, object? value) in span.TagObjects)
            Hear("span", $"{span.OperationName} {name}={value}");
        foreach ((string name, string? value) in span.Baggage)
            Hear("span", $"{span.OperationName} {name}={value}");
        foreach (ActivityEvent e in span.Events)
        {
            foreach ((string name, object? value) in e.Tags)
                Hear("span", $"{span.OperationName} {e.Name} {name}={value}");
        }
    }

    private void Hear(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string name, object? value) in tags)
            Hear("metric", $"{instrument.Name} {name}={value}");
    }

    private sealed class Ear(Eavesdropper owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            owner.Hear("log", state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            owner.Hear("log", $"{category}: {formatter(state, exception)}");
            foreach ((string name, object? value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
                owner.Hear("log", $"{name}={value}");
            if (exception is not null)
                owner.Hear(exception);
        }
    }
}
