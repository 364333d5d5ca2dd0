using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Writes what comes at one moment in one transaction (a group commit): one wait for the disk serves all.</summary>
internal sealed class Batches<TItem, TResult>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<TResult[]>> write,
    TimeSpan timeLimit,
    TimeSpan gatherTime,
    TimeProvider time
)
{
    private const int MaxItems = 100;

    private readonly Channel<Entry> _entries = System.Threading.Channels.Channel.CreateUnbounded<Entry>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    public Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var entry = new Entry(item, cancellationToken);
        if (!_entries.Writer.TryWrite(entry))
            entry.Result.SetCanceled(CancellationToken.None);
        return entry.Result.Task;
    }

    /// <summary>Takes nothing more; <see cref="RunAsync"/> ends when all is written.</summary>
    public void Complete() => _entries.Writer.TryComplete();

    public async Task RunAsync()
    {
        var batch = new List<Entry>();
        while (await _entries.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            // Several come at a time: those that are on their way join the first one. By the real clock: a test's may stand still.
            if (batch.Count > 1)
                await Task.Delay(gatherTime, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
            batch.Clear();
            while (batch.Count < MaxItems && _entries.Reader.TryRead(out Entry? entry))
            {
                if (entry.Token.IsCancellationRequested)
                    entry.Result.TrySetCanceled(entry.Token); // nobody waits for it any more
                else
                    batch.Add(entry);
            }

            if (batch.Count > 0)
                await WriteAsync(batch).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whoever waits for the item gets the exception.")]
    private async Task WriteAsync(IReadOnlyList<Entry> batch)
    {
        using var limit = new CancellationTokenSource(timeLimit, time);
        try
        {
            TResult[] results = await write([.. batch.Select(entry => entry.Item)], limit.Token).ConfigureAwait(false);
            for (int i = 0; i < results.Length; i++)
                batch[i].Result.TrySetResult(results[i]);
        }
        catch (Exception e)
        {
            foreach (Entry entry in batch)
                entry.Result.TrySetException(e);
        }
    }

    private sealed record Entry(TItem Item, CancellationToken Token)
    {
        public TaskCompletionSource<TResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
