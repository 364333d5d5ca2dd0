using Violet.Generated.Runtime.Http;

namespace Violet.Generated;

/// <summary>The settings that the clients of both APIs have.</summary>
public abstract class ApiOptions
{
    private readonly CallOptions _calls = new(); // the defaults stand there

    private protected ApiOptions() { }

    /// <summary>
    /// Where the API is, when it is not where <c>Environment</c> says: a proxy, a test server. It may have a path. Plain http is refused
    /// except on the loopback interface,
    /// since every call carries credentials.
    /// </summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>The time a call may take, its retries and waits included (100 s): at most 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan Timeout
    {
        get => _calls.Timeout;
        set => _calls.Timeout = value;
    }

    /// <summary>The time one attempt may take, from connecting to the last byte of the body (30 s): at most 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public TimeSpan AttemptTimeout
    {
        get => _calls.AttemptTimeout;
        set => _calls.AttemptTimeout = value;
    }

    /// <summary>How often a call that is safe to retry is sent again after a failure (3; 0 for never). Calls that act are never
    /// retried.</summary>
    public int MaxRetries
    {
        get => _calls.MaxRetries;
        set => _calls.MaxRetries = value;
    }

    /// <summary>Whether calls that set a value (a customer, an address, a shipping method) are also sent again after a 429, by which the
    /// API says that it did not carry them out (false). Never after anything else.</summary>
    public bool RetryRefusedUpdates
    {
        get => _calls.RetryRefusedUpdates;
        set => _calls.RetryRefusedUpdates = value;
    }

    /// <summary>Whether a request with a text that is longer than the API documents is refused before it is sent (true). Pairs of
    /// surrogates count as one character. Turn it off where the API takes more than it documents.</summary>
    public bool CheckLengths
    {
        get => _calls.CheckLengths;
        set => _calls.CheckLengths = value;
    }

    /// <summary>Headers of every request, those that log in included, in printable ASCII; they cannot replace the credentials. A call can
    /// have others (<c>WithOptions</c>), which logins do not send: a login is for all calls.</summary>
    public IDictionary<string, string> Headers => _calls.Headers;

    /// <summary>A product token such as <c>my-shop/1.2</c>, which goes before the client's own in <c>User-Agent</c>; null for
    /// none.</summary>
    public string? UserAgentProduct { get; set; }

    /// <summary>Whether <c>traceparent</c> is sent, by which traces of both sides can be joined (true). Baggage and <c>tracestate</c> are
    /// never sent, except by an <see cref="System.Net.Http.HttpClient"/> or primary handler of your own.</summary>
    public bool SendTraceParent { get; set; } = true;

    /// <summary>The largest response that is read, in bytes after decompression (64 MiB). What is made of it may take four times as much
    /// memory, by estimate, and 1 MiB at least: a short text can become a hundred times as much.</summary>
    public long MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Whether a walk over pages fetches the next page while the caller uses the current one (true).</summary>
    public bool Prefetch
    {
        get => _calls.Prefetch;
        set => _calls.Prefetch = value;
    }

    /// <summary>How many numbered pages a walk fetches side by side (1); they are delivered in order.</summary>
    public int Concurrency
    {
        get => _calls.Concurrency;
        set => _calls.Concurrency = value;
    }

    /// <summary>Makes what does not fit the contract, and an enum text that it does not list, a <see cref="VioletJsonException"/> (false).
    /// For tests that watch for changes of the API; in production, <see cref="OnDrift"/> tells of them and reading goes on.</summary>
    public bool StrictReading { get; set; }

    /// <summary>Told of what responses hold that the contract does not describe: once for each client and place, at most of 1,024 places in
    /// a process, on the thread that reads. What it throws fails the call. Of webhooks and other JSON, <see cref="VioletJson.OnDrift"/>
    /// tells.</summary>
    public Action<ContractDrift>? OnDrift { get; set; }

    /// <summary>The clock, for tests.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    internal abstract Uri DefaultBaseAddress { get; }

    /// <summary>The keys of the configuration that are no settings.</summary>
    internal List<string> UnknownSettings { get; } = [];

    /// <summary>The settings whose value in the configuration cannot be read, and what it must be. The value itself is not kept: it may be
    /// a secret in the wrong place.</summary>
    internal Dictionary<string, string> UnreadableSettings { get; } = [];

    /// <summary>The address in use; it ends with a slash. A relative one, which is not valid, stays as it is.</summary>
    internal Uri EffectiveBaseAddress
    {
        get
        {
            Uri address = BaseAddress ?? DefaultBaseAddress;
            return !address.IsAbsoluteUri || address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal)
                ? address
                : new Uri(address.AbsoluteUri + "/");
        }
    }

    internal CallOptions ToCallOptions() => _calls.Copy();

    /// <summary>What is special about the API, with these settings.</summary>
    /// <param name="connection">Carries the calls.</param>
    /// <param name="previous">The profile that is replaced; null for the first one.</param>
    internal abstract ApiProfile CreateProfile(ApiConnection connection, ApiProfile? previous);

    /// <summary>What is wrong with the settings, each naming its setting.</summary>
    internal virtual IEnumerable<string> Problems(string prefix)
    {
        foreach (KeyValuePair<string, string> unreadable in UnreadableSettings)
            yield return $"{prefix}{unreadable.Key} must be {unreadable.Value}.";
        if (BaseAddress is { } address)
        {
            if (!address.IsAbsoluteUri || address.Scheme is not ("https" or "http"))
            {
                yield return $"{prefix}BaseAddress must be an absolute https address.";
            }
            else if (address.Scheme == "http" && !Loopback.IsLoopback(address))
            {
                yield return $"{prefix}BaseAddress must be https: every call carries credentials. Plain http is for the loopback interface "
                    + $"only.";
            }
            else if (address.Query.Length > 0 || address.Fragment.Length > 0 || address.UserInfo.Length > 0)
            {
                yield return $"{prefix}BaseAddress must hold a host and a path only.";
            }
        }

        if (UserAgentProduct is { } product && !UserAgent.IsProduct(product))
            yield return $"{prefix}UserAgentProduct must be one product token, such as my-shop/1.2.";
        if (MaxResponseBytes is < 1024 or > 1024 * 1024 * 1024)
            yield return $"{prefix}MaxResponseBytes must be between 1,024 and 1 GiB.";
        foreach (string problem in _calls.Problems(prefix))
            yield return problem;
    }

    /// <exception cref="ArgumentException">A setting is missing or wrong; the message names it.</exception>
    internal void ThrowIfInvalid(string name)
    {
        string[] problems = [.. Problems($"{name}.")];
        if (problems.Length > 0)
            throw new ArgumentException(string.Join(" ", problems));
    }
}
