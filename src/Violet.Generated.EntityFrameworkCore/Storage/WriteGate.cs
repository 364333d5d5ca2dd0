namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// SQLite has one writer at a time, and whoever finds it busy sleeps and tries again: so the writers of this process stand in line here. A
/// handler may write for long; at most one of them stands in the line, so that accepting is never behind all of them. Other databases need
/// no line.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1);
    private readonly SemaphoreSlim _handler = new(1);

    public bool IsOpen { get; set; } = true;

    public async Task<IDisposable?> EnterAsync(CancellationToken cancellationToken)
    {
        if (IsOpen)
            return null;
        await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_writer, null);
    }

    public async Task<IDisposable?> EnterAsHandlerAsync(CancellationToken cancellationToken)
    {
        if (IsOpen)
            return null;
        await _handler.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _writer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _handler.Release();
            throw;
        }

        return new Turn(_writer, _handler);
    }

    /// <summary>For a handler that calls SaveChanges, not SaveChangesAsync.</summary>
    public IDisposable? EnterAsHandler()
    {
        if (IsOpen)
            return null;
        _handler.Wait();
        _writer.Wait();
        return new Turn(_writer, _handler);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _handler.Dispose();
    }

    private sealed class Turn(SemaphoreSlim writer, SemaphoreSlim? handler) : IDisposable
    {
        private int _hasEnded;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _hasEnded, 1) != 0)
                return;
            writer.Release();
            handler?.Release();
        }
    }
}
