using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.AspNetCore.Tests;

/// <summary>Keeps what is logged at any level: texts with their values, scopes, and exceptions.</summary>
internal sealed class TestLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly SemaphoreSlim _new = new(0);

    public IReadOnlyCollection<(LogLevel Level, string Text)> Lines => _lines;

    public string Text => string.Join("\n", _lines.Select(line => $"{line.Level}: {line.Text}"));

    /// <summary>Waits until so many lines contain a text. One test waits at a time.</summary>
    public async Task WaitForAsync(string text, int count = 1)
    {
        while (_lines.Count(line => line.Text.Contains(text, StringComparison.Ordinal)) < count)
            Assert.That(await _new.WaitAsync(WebhookApp.Patience), $"'{text}' in {Text}");
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose() { }

    private void Add(LogLevel level, string text)
    {
        _lines.Enqueue((level, text));
        _new.Release();
    }

    private sealed class Logger(TestLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            log.Add(LogLevel.Trace, $"scope {Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => log.Add(logLevel, $"{formatter(state, exception)} {Values(state)} {exception}");

        private static string Values(object? state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values
                ? string.Join(" ", values.Select(v => $"{v.Key}={v.Value}"))
                : $"{state}";
    }
}
