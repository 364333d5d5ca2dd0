using System.Runtime.CompilerServices;
using Violet.Generated;
using Violet.Generated.Rutter;

namespace Violet.Dashboard;

/// <summary>All connections at Rutter with their status, which takes a call for each.</summary>
internal static class RutterConnections
{
    private const int SideBySide = 6;

    /// <summary>Reads them in the order of Rutter's listing. One whose status cannot be read says so itself.</summary>
    public static async IAsyncEnumerable<ConnectionRow> ReadAsync(
        IRutterClient rutter,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        // When one call takes all of its time, so would the others: then the reading ends.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<ConnectionRow>>();
        try
        {
            ConnectionListResponse list = await rutter.Connections.ListAsync(ConnectionFilter.Any, cancellationToken);
            foreach (ListedConnection connection in list.Connections)
            {
                if (underWay.Count == SideBySide)
                    yield return await underWay.Dequeue();
                underWay.Enqueue(ReadAsync(rutter, connection, end.Token));
            }

            while (underWay.Count > 0)
                yield return await underWay.Dequeue();
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(underWay).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private static async Task<ConnectionRow> ReadAsync(
        IRutterClient rutter,
        ListedConnection connection,
        CancellationToken cancellationToken
    )
    {
        if (connection.AccessToken is not { } accessToken)
            return RutterReport.Describe(connection, "Rutter's listing gives no access token, so the status cannot be read.");
        try
        {
            return RutterReport.Describe(connection, await rutter.Connections.GetStatusAsync(accessToken, cancellationToken));
        }
        catch (VioletException e) when (e is not VioletTimeoutException)
        {
            return RutterReport.Describe(connection, Text.Of(e));
        }
    }
}
