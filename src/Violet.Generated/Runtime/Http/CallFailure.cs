namespace Violet.Generated.Runtime.Http;

/// <summary>What a call ends with when no whole response came: which exception of the tree, and with what words.</summary>
internal static class CallFailure
{
    public static VioletTimeoutException TimedOut(string operation) =>
        new($"{operation}: no whole response came in time (options Timeout and AttemptTimeout).");

    public static VioletException FromElsewhere(string operation, string host) =>
        new(
            $"{operation}: the response came from another host than {host}, and the request with its credentials went there. The "
                + "HttpClient follows redirects, or a handler in it changes addresses: set AllowAutoRedirect to false, and BaseAddress to the host that "
                + "is meant."
        );

    /// <summary>A connection that could not be made or broke, or a time limit that is not ours.</summary>
    public static VioletConnectionException Of(string operation, string host, Exception error) =>
        IsTimeout(error)
            ? new VioletTimeoutException($"{operation}: the HttpClient's own time limit, or one of its handlers', is over.", error)
            : new VioletConnectionException($"{operation}: the connection to {host} failed or broke.", WithoutQuotes(error));

    /// <summary>Whether code that the user has added threw it: it is neither ours nor what .NET's handlers throw.</summary>
    public static bool IsOfUser(Exception error) =>
        error
            is not (
                VioletException
                or HttpRequestException
                or IOException
                or OperationCanceledException
                or ObjectDisposedException
                or OutOfMemoryException
            );

    /// <summary>
    /// What a user's own handler threw: the time limit of a resilience library is one like ours, anything else (an open circuit, a mistake)
    /// is final, since the handler has its reasons.
    /// </summary>
    public static VioletConnectionException OfHandler(string operation, Exception error) =>
        IsTimeout(error)
            ? new VioletTimeoutException($"{operation}: a handler of the HttpClient ended the call with {error.GetType().Name}.", error)
            : new VioletConnectionException($"{operation}: a handler of the HttpClient threw {error.GetType().Name}.", error)
            {
                IsFinal = true,
            };

    /// <summary>What a user's own token provider threw.</summary>
    public static VioletAuthenticationException OfTokenProvider(string operation, Exception error) =>
        new($"{operation}: the token provider threw {error.GetType().Name}.", error);

    /// <summary>Resilience libraries have types of their own for it, which are known by their names only.</summary>
    private static bool IsTimeout(Exception error) =>
        error is TimeoutException or OperationCanceledException || error.GetType().Name.Contains("Timeout", StringComparison.Ordinal);

    /// <summary>
    /// The exception itself, or one of the same meaning in place of one that may quote a response: .NET's own quote what is no HTTP, such
    /// as a header line or the start of a body. That may be a customer's data, and exceptions end up in logs.
    /// </summary>
    private static Exception WithoutQuotes(Exception error)
    {
#if NET
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (
                e
                is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
                    or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            )
            {
                return new HttpRequestException(HttpRequestError.InvalidResponse, "The response is not valid HTTP.");
            }
        }

        return error;
#else
        // Without kinds of error, only what comes from below HTTP is known to quote nothing.
        Exception origin = error.GetBaseException();
        return origin is HttpRequestException || origin.GetType().Name == "HttpIOException"
            ? new HttpRequestException("The response ended too early or is not valid HTTP.")
            : error;
#endif
    }
}
