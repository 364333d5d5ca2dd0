using Violet.Generated.Runtime.Http;

namespace Violet.Generated;

/// <summary>What can differ from call to call: <c>violet.WithOptions(o => o.Timeout =
/// TimeSpan.FromSeconds(5)).Orders.GetAsync(id)</c>.</summary>
public sealed class CallOptions
{
    internal CallOptions() { }

    /// <summary>The time a call may take, its retries and waits included: at most 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>The time one attempt may take, from connecting to the last byte of the body: at most 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a call that is safe to retry is sent again after a failure; 0 for never. Calls that act are never
    /// retried.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>Whether calls that set a value (a customer, an address, a shipping method) are also sent again after a 429, by which the
    /// API says that it did not carry them out (false). Never after anything else.</summary>
    public bool RetryRefusedUpdates { get; set; }

    /// <summary>Whether a request with a text that is longer than the API documents is refused before it is sent (true). Pairs of
    /// surrogates count as one character.</summary>
    public bool CheckLengths { get; set; } = true;

    /// <summary>Whether a walk over pages fetches the next page while the caller uses the current one.</summary>
    public bool Prefetch { get; set; } = true;

    /// <summary>How many numbered pages a walk fetches side by side; they are delivered in order.</summary>
    public int Concurrency { get; set; } = 1;

    /// <summary>Headers to send along, in printable ASCII; they cannot replace the credentials.</summary>
    public IDictionary<string, string> Headers { get; private set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Told of every response that arrives, failed attempts included, before it is read: its status and headers.</summary>
    public Action<ResponseInfo>? OnResponse { get; set; }

    /// <summary>Told of every response that was read whole, with its request's id. The response is the callee's only during the
    /// call.</summary>
    internal Action<ApiResponse, string?>? OnRead { get; set; }

    internal CallOptions Copy()
    {
        var copy = (CallOptions)MemberwiseClone();
        copy.Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase);
        return copy;
    }

    internal void Validate()
    {
        foreach (string problem in Problems(""))
            throw new ArgumentOutOfRangeException(null, problem);
    }

    /// <summary>What is wrong, each naming its setting.</summary>
    internal IEnumerable<string> Problems(string prefix)
    {
        if (!IsTime(Timeout))
            yield return $"{prefix}Timeout must be greater than zero and at most 24 days; InfiniteTimeSpan stands for no limit.";
        if (!IsTime(AttemptTimeout))
            yield return $"{prefix}AttemptTimeout must be greater than zero and at most 24 days; InfiniteTimeSpan stands for no limit.";
        if (MaxRetries is < 0 or > 20)
            yield return $"{prefix}MaxRetries must be between 0 and 20.";
        if (Concurrency is < 1 or > 32)
            yield return $"{prefix}Concurrency must be between 1 and 32.";
        foreach (KeyValuePair<string, string> header in Headers)
        {
            if (header.Value is null || !HeaderText.IsValid(header.Value))
                yield return $"{prefix}Headers: the value of '{header.Key}' {(header.Value is null ? "is null." : HeaderText.Problem)}";
            else if (!HeaderText.IsValidName(header.Key))
                yield return $"{prefix}Headers: '{header.Key}' is no name of a header that can be set.";
        }
    }

    // Timers take no more milliseconds than an integer holds.
    private static bool IsTime(TimeSpan time) =>
        time == System.Threading.Timeout.InfiniteTimeSpan || (time > TimeSpan.Zero && time <= TimeSpan.FromDays(24));
}

/// <summary>Status and headers of a response.</summary>
public readonly struct ResponseInfo
{
    private readonly HttpResponseMessage _message;

    internal ResponseInfo(HttpResponseMessage message) => _message = message;

    /// <summary>The HTTP status.</summary>
    public int StatusCode => (int)_message.StatusCode;

    /// <summary>The value of a header, several joined by a comma; null when the response has none of that name.</summary>
    /// <param name="name">The header's name; case does not matter.</param>
    public string? GetHeader(string name) =>
        _message.Headers.TryGetValues(name, out IEnumerable<string>? values)
        || _message.Content?.Headers.TryGetValues(name, out values) == true
            ? string.Join(", ", values)
            : null;
}
