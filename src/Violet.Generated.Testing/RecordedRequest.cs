namespace Violet.Generated.Testing;

/// <summary>A request that a <see cref="VioletTestServer"/> received. It holds no header, no query and no body, and so no secret.</summary>
public sealed class RecordedRequest
{
    internal RecordedRequest(string? operation, string method, string path) => (Operation, Method, Path) = (operation, method, path);

    /// <summary>The operation as the contract names it, such as <c>Orders_List</c>; null where the contract has none for the path and method.</summary>
    public string? Operation { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path as it was sent, without the query.</summary>
    public string Path { get; }

    /// <summary>The status that was answered; 0 while there is none, and for ever where a fault broke the connection first.</summary>
    public int Status { get; internal set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Method} {Path} ({Operation ?? "unknown"}): {Status}";
}

/// <summary>The requests that were received, in order.</summary>
internal sealed class RequestLog
{
    private readonly List<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_requests) return [.. _requests];
        }
    }

    public RecordedRequest Add(string? operation, string method, string path)
    {
        var request = new RecordedRequest(operation, method, path);
        lock (_requests) _requests.Add(request);
        return request;
    }
}
