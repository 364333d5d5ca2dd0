using System.Globalization;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.Faults;

/// <summary>Which part of an answer never comes to its end in time.</summary>
internal enum SlowPart
{
    None,
    Headers,
    Body,
}

/// <summary>A fault of the matrix, and what the documentation says becomes of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Make">Makes the fault for a call whose clock is given; null for a connection that is refused.</param>
/// <param name="Exception">What a call ends with that is not repeated, or repeated in vain.</param>
/// <param name="IsTransient">Whether a call that may be repeated is.</param>
/// <param name="InBody">Whether the fault is in the body, so that an answer without one (or that nobody reads) is whole.</param>
/// <param name="Slow">What never ends.</param>
/// <param name="MayBeRead">Whether a result may come of it, since what does not fit is passed over.</param>
/// <param name="IsStrict">Whether the client reads strictly.</param>
internal sealed record FaultCase(
    string Name,
    Func<TimeProvider, Fault>? Make,
    Type Exception,
    bool IsTransient,
    bool InBody = false,
    SlowPart Slow = SlowPart.None,
    bool MayBeRead = false,
    bool IsStrict = false
)
{
    /// <summary>The faults of the matrix.</summary>
    /// <param name="elsewhere">An address of another host, where no request may arrive.</param>
    public static IReadOnlyList<FaultCase> All(Uri elsewhere) =>
        [
            new("connection refused", null, typeof(VioletConnectionException), IsTransient: true),
            new("reset before headers", _ => Fault.ResetConnection, typeof(VioletConnectionException), IsTransient: true),
            new("reset in the body", _ => Fault.ResetInBody, typeof(VioletConnectionException), IsTransient: true, InBody: true),
            new(
                "body cut under its Content-Length",
                _ => Fault.CutBody,
                typeof(VioletConnectionException),
                IsTransient: true,
                InBody: true
            ),
            new(
                "slow headers",
                _ => Fault.Latency(TimeSpan.FromHours(1)),
                typeof(VioletTimeoutException),
                IsTransient: true,
                Slow: SlowPart.Headers
            ),
            new(
                "slow body, a byte a second",
                _ => Fault.Trickle(TimeSpan.FromSeconds(1)),
                typeof(VioletTimeoutException),
                IsTransient: true,
                InBody: true,
                Slow: SlowPart.Body
            ),
            new("408", _ => Fault.Status(408), typeof(VioletApiException), IsTransient: true),
            Limited("without Retry-After", null),
            Limited("with Retry-After in seconds", _ => "3"),
            Limited("with Retry-After as a date", time => time.GetUtcNow().AddSeconds(3).ToString("R", CultureInfo.InvariantCulture)),
            Limited("with a date of the past", time => time.GetUtcNow().AddYears(-1).ToString("R", CultureInfo.InvariantCulture)),
            Limited("with Retry-After a year", _ => "31536000", isTransient: false),
            Limited(
                "with Retry-After a year as a date",
                time => time.GetUtcNow().AddYears(1).ToString("R", CultureInfo.InvariantCulture),
                isTransient: false
            ),
            Limited("with a negative Retry-After", _ => "-5"),
            Limited("with a Retry-After that no integer holds", _ => "99999999999999999999"),
            Limited("with garbage in Retry-After", _ => "soon; ,, Thu"),
            new("500", _ => Fault.Status(500, Planted.ErrorBodies[0]), typeof(VioletServerException), IsTransient: true),
            new(
                "502 with HTML",
                _ => Fault.Status(502, Planted.Html, "text/html;charset=UTF-8"),
                typeof(VioletServerException),
                IsTransient: true
            ),
            new("503 with an empty body", _ => Fault.Status(503), typeof(VioletServerException), IsTransient: true),
            new(
                "400 with personal data",
                _ => Fault.Status(400, Planted.ErrorBodies[0]),
                typeof(VioletBadRequestException),
                IsTransient: false
            ),
            new(
                "400 whose slug is a name",
                _ => Fault.Status(400, Planted.ErrorBodies[1]),
                typeof(VioletBadRequestException),
                IsTransient: false
            ),
            new(
                "400 whose code is a telephone number",
                _ => Fault.Status(400, Planted.ErrorBodies[2]),
                typeof(VioletBadRequestException),
                IsTransient: false
            ),
            new(
                "200 with JSON that breaks off under a name",
                _ => Fault.Status(200, Planted.BrokenJson),
                typeof(VioletJsonException),
                IsTransient: false,
                InBody: true
            ),
            new(
                "200 with HTML",
                _ => Fault.Status(200, Planted.Html, "text/html;charset=UTF-8"),
                typeof(VioletJsonException),
                IsTransient: true,
                InBody: true
            ),
            new("200 with truncated JSON", _ => Fault.TruncatedJson, typeof(VioletJsonException), IsTransient: false, InBody: true),
            new(
                "200 with wrong types",
                _ => Fault.WrongTypes,
                typeof(VioletJsonException),
                IsTransient: false,
                InBody: true,
                MayBeRead: true
            ),
            new(
                "200 with wrong types, read strictly",
                _ => Fault.WrongTypes,
                typeof(VioletJsonException),
                IsTransient: false,
                InBody: true,
                IsStrict: true
            ),
            new("corrupt gzip", _ => Fault.CorruptGzip, typeof(VioletConnectionException), IsTransient: true, InBody: true),
            new("corrupt brotli", _ => Fault.CorruptBrotli, typeof(VioletConnectionException), IsTransient: true),
            new("gzip bomb without end", _ => Fault.GzipBomb(), typeof(VioletResponseTooLargeException), IsTransient: false),
            new("body without end", _ => Fault.HugeBody(), typeof(VioletResponseTooLargeException), IsTransient: false),
            new(
                "body announced over the size limit",
                _ => Fault.HugeBody(2_000_000),
                typeof(VioletResponseTooLargeException),
                IsTransient: false
            ),
            new("503 with a body without end", _ => Fault.HugeBody(status: 503), typeof(VioletServerException), IsTransient: true),
            new("redirect to another host", _ => Fault.Redirect(elsewhere), typeof(VioletApiException), IsTransient: false),
            new("redirect loop", _ => Fault.Redirect(new Uri("?again", UriKind.Relative)), typeof(VioletApiException), IsTransient: false),
        ];

    private static FaultCase Limited(string how, Func<TimeProvider, string>? retryAfter, bool isTransient = true) =>
        new(
            "429 " + how,
            time => retryAfter is null ? Fault.Status(429) : Fault.Status(429).WithHeader("Retry-After", retryAfter(time)),
            typeof(VioletRateLimitException),
            isTransient
        );
}
