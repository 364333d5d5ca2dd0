using System.Collections.Concurrent;

namespace Violet.Generated.Testing;

/// <summary>A request that a <see cref="VioletTestServer"/> received. Its headers, query and body may hold the credentials that were sent;
/// its <see cref="ToString"/> holds none of them.</summary>
public sealed class RecordedRequest
{
    private readonly RequestCount _count;
    private int _struck;

    internal RecordedRequest(
        string? operation,
        string method,
        string path,
        RequestCount count,
        string query = "",
        IReadOnlyDictionary<string, string>? headers = null
    )
    {
        (Operation, Method, Path, _count, Query) = (operation, method, path, count, query);
        Headers = headers ?? new Dictionary<string, string>();
    }

    /// <summary>The operation as the contract names it, such as <c>Orders_List</c>; null where the contract has none for the path and
    /// method.</summary>
    public string? Operation { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path as it was sent, without the query.</summary>
    public string Path { get; }

    /// <summary>The query as it was sent, such as <c>page=2&amp;size=50</c>; empty for none.</summary>
    public string Query { get; }

    /// <summary>The headers; the case of a name does not matter, several values stand with commas.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body as text, the first 65,536 bytes of it; null for none, and while it is under way.</summary>
    public string? Body { get; internal set; }

    /// <summary>The status that was answered; 0 while there is none, and for ever where a fault broke the connection first.</summary>
    public int Status { get; internal set; }

    /// <summary>Whether a fault broke the connection before any header: Kestrel believes that it has answered 200.</summary>
    internal bool IsBroken { get; set; }

    /// <summary>Whether one of <see cref="VioletTestServer.Faults"/> struck it.</summary>
    public bool IsStruck => _struck > 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path} ({Operation ?? "unknown"}): {Status}";

    internal void Strike()
    {
        if (Interlocked.Exchange(ref _struck, 1) == 0)
            Interlocked.Increment(ref _count.Struck);
    }
}

/// <summary>How often an operation was called.</summary>
internal sealed class RequestCount
{
    public int Received;
    public int Struck;
}

/// <summary>The newest requests in order, and the number of all.</summary>
internal sealed class RequestLog
{
    /// <summary>So many are kept: enough for any test that looks at single ones, and no burden for a server that runs under load.</summary>
    public const int Kept = 10_000;

    private readonly Queue<RecordedRequest> _requests = new();
    private readonly ConcurrentDictionary<string, RequestCount> _counts = new();

    public IReadOnlyList<RecordedRequest> Newest
    {
        get
        {
            lock (_requests)
                return [.. _requests];
        }
    }

    /// <summary>How many were received of an operation; of all, where it is null.</summary>
    public int Received(string? operation) => Sum(operation, count => Volatile.Read(ref count.Received));

    /// <summary>How many of them a fault struck.</summary>
    public int Struck(string? operation) => Sum(operation, count => Volatile.Read(ref count.Struck));

    public RecordedRequest Add(
        string? operation,
        string method,
        string path,
        string query = "",
        IReadOnlyDictionary<string, string>? headers = null
    )
    {
        RequestCount count = _counts.GetOrAdd(operation ?? "", static _ => new RequestCount());
        Interlocked.Increment(ref count.Received);
        var request = new RecordedRequest(operation, method, path, count, query, headers);
        lock (_requests)
        {
            if (_requests.Count == Kept)
                _requests.Dequeue();
            _requests.Enqueue(request);
        }

        return request;
    }

    private int Sum(string? operation, Func<RequestCount, int> read) =>
        operation is null
            ? _counts.Values.Sum(read)
            : _counts.Where(count => OperationNames.Matches(operation, count.Key)).Sum(count => read(count.Value));
}
