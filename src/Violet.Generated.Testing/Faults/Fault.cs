using Microsoft.AspNetCore.Http;

namespace Violet.Generated.Testing;

/// <summary>
/// Something that goes wrong on purpose: what happens, and to which requests.
/// <c>server.Faults.Add(Fault.Status(500).On("Orders.List").Once())</c>.
/// Without <see cref="On"/> it strikes every operation, without a count every time.
/// </summary>
public sealed class Fault
{
    private readonly Func<HttpContext, RequestDelegate, Task> _strike;
    private readonly object _gate = new();
    private KeyValuePair<string, string>[] _headers = [];
    private string? _operation;
    private int _times = int.MaxValue;
    private int _every = 1;
    private double _probability = 1;
    private int _seed;
    private Random? _random;
    private int _matched;
    private int _struck;

    private Fault(Func<HttpContext, RequestDelegate, Task> strike) => _strike = strike;

    /// <summary>Violet's answer to an expired token: 401 with error_code 11.</summary>
    public static Fault ExpiredToken => new(FaultActions.ExpireTokenAsync);

    /// <summary>The first half of the answer under the Content-Length of the whole, then the end of the connection.</summary>
    public static Fault CutBody => new(FaultActions.CutBodyAsync);

    /// <summary>The first half of the answer's JSON, with headers that fit it.</summary>
    public static Fault TruncatedJson => new(FaultActions.TruncateJsonAsync);

    /// <summary>A connection that is reset before any header.</summary>
    public static Fault ResetConnection => new(FaultActions.Reset);

    /// <summary>A connection that is reset in the middle of the body.</summary>
    public static Fault ResetInBody => new(FaultActions.ResetInBodyAsync);

    /// <summary>An answer that says gzip and is damaged.</summary>
    public static Fault CorruptGzip => new(FaultActions.CorruptGzipAsync);

    /// <summary>An answer that says brotli and is none.</summary>
    public static Fault CorruptBrotli => new((context, _) => FaultActions.GarbageAsync(context, "br"));

    /// <summary>The answer with every value of another type than the contract says: objects for texts, lists for numbers and booleans,
    /// texts for lists.</summary>
    public static Fault WrongTypes => new(FaultActions.SwapTypesAsync);

    /// <summary>Makes the answer wait; other faults may follow.</summary>
    /// <param name="delay">For how long, in real time.</param>
    /// <returns>The fault.</returns>
    public static Fault Latency(TimeSpan delay) => new((context, next) => FaultActions.DelayAsync(context, next, delay));

    /// <summary>429 with an empty body, as Violet passes it on from a shop.</summary>
    /// <param name="retryAfter">The time in the Retry-After header, in whole seconds; null for no header.</param>
    /// <returns>The fault.</returns>
    public static Fault RateLimit(TimeSpan? retryAfter = null) =>
        new(
            (context, _) =>
            {
                if (retryAfter is { } wait)
                {
                    context.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    );
                }

                return FaultActions.RespondAsync(context, 429, "", "application/json");
            }
        );

    /// <summary>Any status with any body.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">What the body says it is.</param>
    /// <returns>The fault.</returns>
    public static Fault Status(int status, string body = "", string contentType = "application/json") =>
        new((context, _) => FaultActions.RespondAsync(context, status, body, contentType));

    /// <summary>A web page where JSON should be.</summary>
    /// <param name="status">The status: 502 for a gateway that failed, 200 for a proxy's login page.</param>
    /// <returns>The fault.</returns>
    public static Fault Html(int status = 502) =>
        Status(
            status,
            $"<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1><p>This is no JSON.</p></body></html>",
            "text/html;charset=UTF-8"
        );

    /// <summary>The answer in small pieces.</summary>
    /// <param name="duration">How long the whole takes, in real time.</param>
    /// <returns>The fault.</returns>
    public static Fault SlowBody(TimeSpan duration) => new((context, next) => FaultActions.SlowDownAsync(context, next, duration));

    /// <summary>The answer one byte at a time.</summary>
    /// <param name="interval">The time between two bytes, in real time.</param>
    /// <returns>The fault.</returns>
    public static Fault Trickle(TimeSpan interval) => new((context, next) => FaultActions.TrickleAsync(context, next, interval));

    /// <summary>A body far larger than expected: valid JSON with one long text.</summary>
    /// <param name="bytes">How many bytes the text has, under a Content-Length that says so; null for a body that never ends and announces
    /// nothing.</param>
    /// <param name="status">The status.</param>
    /// <returns>The fault.</returns>
    public static Fault HugeBody(long? bytes = null, int status = 200) =>
        new((context, _) => FaultActions.FloodAsync(context, status, bytes));

    /// <summary>A small gzipped body that is large once it is unpacked: valid JSON with one long text.</summary>
    /// <param name="bytes">How many bytes the text has, unpacked; null for one that never ends.</param>
    /// <returns>The fault.</returns>
    public static Fault GzipBomb(long? bytes = null) => new((context, _) => FaultActions.FloodGzippedAsync(context, bytes));

    /// <summary>302 to another address.</summary>
    /// <param name="location">Where to. A relative one, such as <c>?again</c>, leads back to where the request went.</param>
    /// <returns>The fault.</returns>
    public static Fault Redirect(Uri location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return new(
            (context, _) =>
            {
                context.Response.Headers.Location = location.OriginalString;
                return FaultActions.RespondAsync(context, 302, "", "text/plain");
            }
        );
    }

    /// <summary>Strikes this operation only.</summary>
    /// <param name="operation">Its name as exceptions and logs have it, <c>Orders.List</c>, or as the contract has it, <c>Orders_List</c>;
    /// or the beginning of one with a star: <c>Orders.*</c>.</param>
    /// <returns>The narrowed fault.</returns>
    /// <exception cref="ArgumentException">No operation is called so.</exception>
    public Fault On(string operation) => With(f => f._operation = OperationNames.Parse(operation, nameof(operation)));

    /// <summary>Adds a header to the answer: <c>Fault.Status(429).WithHeader("Retry-After", "soon")</c>.</summary>
    /// <param name="name">The header's name.</param>
    /// <param name="value">Its value, as it is sent.</param>
    /// <returns>The fault with the header.</returns>
    public Fault WithHeader(string name, string value) => With(f => f._headers = [.. _headers, KeyValuePair.Create(name, value)]);

    /// <summary>Strikes one request and then no more.</summary>
    /// <returns>The narrowed fault.</returns>
    public Fault Once() => Times(1);

    /// <summary>Strikes so many requests and then no more.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The narrowed fault.</returns>
    public Fault Times(int count) => With(f => f._times = count);

    /// <summary>Strikes every second, third, ... request.</summary>
    /// <param name="nth">2 for every second.</param>
    /// <returns>The narrowed fault.</returns>
    public Fault Every(int nth) => With(f => f._every = nth > 0 ? nth : throw new ArgumentOutOfRangeException(nameof(nth)));

    /// <summary>Strikes by chance; with the same seed, the same requests.</summary>
    /// <param name="probability">0 for never, 1 for always.</param>
    /// <param name="seed">Begins the row of random numbers.</param>
    /// <returns>The narrowed fault.</returns>
    public Fault WithProbability(double probability, int seed = 1) => With(f => (f._probability, f._seed) = (probability, seed));

    /// <summary>How many requests it has struck.</summary>
    internal int Struck => Volatile.Read(ref _struck);

    /// <summary>A fault of its own with the counts at zero, so that one fault may be added to several servers.</summary>
    internal Fault Fresh() => With(_ => { });

    internal Task StrikeAsync(HttpContext context, RequestDelegate next)
    {
        foreach ((string name, string value) in _headers)
            context.Response.Headers[name] = value;
        return _strike(context, next);
    }

    /// <summary>Whether the request is one to strike; counts it.</summary>
    internal bool Takes(string? operation)
    {
        if (_operation is not null && !OperationNames.Matches(_operation, operation))
            return false;
        lock (_gate)
        {
            _random ??= new Random(_seed);
            bool takes = ++_matched % _every == 0 && _struck < _times && (_probability >= 1 || _random.NextDouble() < _probability);
            if (takes)
                _struck++;
            return takes;
        }
    }

    private Fault With(Action<Fault> change)
    {
        var copy = new Fault(_strike)
        {
            _headers = _headers,
            _operation = _operation,
            _times = _times,
            _every = _every,
            _probability = _probability,
            _seed = _seed,
        };
        change(copy);
        return copy;
    }
}
