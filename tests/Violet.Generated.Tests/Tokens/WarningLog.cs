using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Keeps what is logged, as its level and text.</summary>
internal sealed class WarningLog : ILogger
{
    private readonly SemaphoreSlim _new = new(0);
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
            Assert.That(await _new.WaitAsync(TimeSpan.FromSeconds(30)), string.Join("\n", Lines));
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
        _new.Release();
    }
}
