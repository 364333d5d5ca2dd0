using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Keeps what is logged, as its level and text.</summary>
internal sealed class WarningLog : ILogger
{
    private readonly Channel<bool> _new = System.Threading.Channels.Channel.CreateUnbounded<bool>();
    private readonly List<string> _lines = [];

    public string[] Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    public async Task WaitForAsync(int lines)
    {
        while (Lines.Length < lines)
            await _new.Reader.ReadAsync().AsTask().Soon();
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        lock (_lines)
            _lines.Add($"{logLevel}: {formatter(state, exception)}{exception}");
        _new.Writer.TryWrite(true);
    }
}
