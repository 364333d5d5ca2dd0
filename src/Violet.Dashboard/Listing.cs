using System.Runtime.CompilerServices;

namespace Violet.Dashboard;

/// <summary>A walk over an API's listing that ends where the API fails, so that what was read before stays on the page, with the failure
/// below it.</summary>
/// <typeparam name="T">The type of what is listed.</typeparam>
internal sealed partial class Listing<T>(IAsyncEnumerable<T> source, ILogger logger) : IAsyncEnumerable<T>
{
    /// <summary>What ended the walk; null when nothing did, or not yet.</summary>
    public Exception? Failure { get; private set; }

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await using ConfiguredCancelableAsyncEnumerable<T>.Enumerator items = source
            .WithCancellation(cancellationToken)
            .GetAsyncEnumerator();
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync())
                    yield break;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailure(logger, e);
                Failure = e;
                yield break;
            }

            yield return items.Current;
        }
    }

    public async Task<List<T>> ToListAsync(CancellationToken cancellationToken)
    {
        var items = new List<T>();
        await foreach (T item in this.WithCancellation(cancellationToken))
            items.Add(item);
        return items;
    }

    [LoggerMessage(LogLevel.Warning, "A listing could not be read to its end.")]
    private static partial void LogFailure(ILogger logger, Exception error);
}
