namespace Violet.Generated.Runtime.Paging;

/// <summary>The page requests of one walk that are under way, in the order in which their responses are wanted.</summary>
/// <param name="fetch">Sends one request.</param>
/// <param name="cancellationToken">The caller's token.</param>
internal sealed class Prefetch<TPage>(Func<PagePosition, CancellationToken, Task<TPage>> fetch, CancellationToken cancellationToken)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly Queue<Task<TPage>> _underWay = new();

    public int Count => _underWay.Count;

    /// <summary>Whether the caller has given up.</summary>
    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    public void Start(PagePosition at) => _underWay.Enqueue(FetchAsync(at));

    /// <summary>The response to the oldest request, which was started for <paramref name="at"/>.</summary>
    public Task<TPage> ReceiveAsync(PagePosition at)
    {
        cancellationToken.ThrowIfCancellationRequested(); // a response that is here already must not outrun the cancellation
        return ReceiveAsync(at, _underWay.Dequeue());
    }

    /// <summary>Fetches one page out of turn.</summary>
    public Task<TPage> ReadAsync(PagePosition at) => ReceiveAsync(at, FetchAsync(at));

    /// <summary>Cancels what is under way and waits for its end, so that nothing runs on and no exception stays unobserved.</summary>
    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        foreach (Task<TPage> response in _underWay)
        {
            try
            {
                await response.ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Nobody wants this page any more.
            }
        }

        _stop.Dispose(); // last: the requests hold its token
    }

    // Async, so that a fetch that throws at once does so when its page is wanted, not while the page before is about to be delivered.
    private async Task<TPage> FetchAsync(PagePosition at)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await fetch(at, _stop.Token).ConfigureAwait(false);
    }

    private async Task<TPage> ReceiveAsync(PagePosition at, Task<TPage> response)
    {
        try
        {
            return await response.ConfigureAwait(false);
        }
        catch (VioletException e)
        {
            // Here and not in FetchAsync: several requests may fail with one exception object, and the page that counts is the first
            // wanted.
            e.ResumeToken = at.ToToken();
            e.PageNumber = at.Page;
            throw;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested && e.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken); // callers compare with the token they gave
        }
    }
}
