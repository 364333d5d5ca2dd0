using Polly;
using Polly.Retry;
using Violet.Generated.Runtime.Http;

namespace Violet.Generated.Runtime.Retry;

/// <summary>How one attempt ended: an answer, or the exception that stands for it.</summary>
internal sealed class Attempt
{
    private Attempt(ApiResponse? response, VioletException? error, bool isTransient, bool hasNewToken)
    {
        Response = response;
        Error = error;
        IsTransient = isTransient;
        HasNewToken = hasNewToken;
    }

    public ApiResponse? Response { get; }

    public VioletException? Error { get; }

    /// <summary>Whether the same call may well succeed in a moment.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether the token was what it failed for, and there is another one now.</summary>
    public bool HasNewToken { get; }

    public static Attempt Succeeded(ApiResponse response) => new(response, null, isTransient: false, hasNewToken: false);

    public static Attempt Failed(VioletException error, bool hasNewToken = false) => new(null, error, IsTransientError(error), hasNewToken);

    private static bool IsTransientError(Exception? error) =>
        error switch
        {
            VioletConnectionException => true,
            VioletApiException api => api.StatusCode is 408 or 429 or 452 or 500 or (> 501 and < 600),
            // The token's own back-off decides whether a repeat asks the login again.
            VioletAuthenticationException { InnerException: VioletException cause } => IsTransientError(cause),
            _ => false,
        };
}

/// <summary>Which failures are repeated, and when: jittered exponential backoff, or what Retry-After asks for as far as it fits into the
/// call's time.</summary>
internal static class RetryPolicy
{
    /// <summary>Nobody wants to wait longer inside a call, even one without a limit: then 429 is the answer.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromHours(1);

    private static readonly ResiliencePropertyKey<CallClock> s_clock = new("Violet.Generated.Clock");

    public static ResiliencePipeline<Attempt> Create(int maxRetries, TimeProvider timeProvider)
    {
        var builder = new ResiliencePipelineBuilder<Attempt> { TimeProvider = timeProvider };
        return builder
            .AddRetry(
                new RetryStrategyOptions<Attempt>
                {
                    MaxRetryAttempts = maxRetries,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(500),
                    MaxDelay = TimeSpan.FromSeconds(20),
                    ShouldHandle = static args => new ValueTask<bool>(IsWorthRepeating(args.Outcome.Result, args.Context)),
                    DelayGenerator = static args => new ValueTask<TimeSpan?>(
                        (args.Outcome.Result!.Error as VioletApiException)?.RetryAfter
                    ),
                    OnRetry = static args =>
                    {
                        args.Context.Properties.GetValue(s_clock, null!)
                            .OnRetry(args.AttemptNumber + 1, args.RetryDelay, args.Outcome.Result!.Error!);
                        return default;
                    },
                }
            )
            .Build();
    }

    public static void SetClock(ResilienceContext context, CallClock clock) => context.Properties.Set(s_clock, clock);

    /// <param name="attempt">Null when it ended with an exception of its own: its caller has given up.</param>
    /// <param name="context">The call's context.</param>
    private static bool IsWorthRepeating(Attempt? attempt, ResilienceContext context)
    {
        if (attempt is not { IsTransient: true })
            return false;
        TimeSpan wait = (attempt.Error as VioletApiException)?.RetryAfter ?? TimeSpan.Zero;
        return wait <= s_longestWait && wait < context.Properties.GetValue(s_clock, null!).Remaining;
    }
}
