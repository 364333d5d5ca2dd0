namespace Violet.Generated.Runtime.Http;

/// <summary>
/// .NET's own exceptions quote an answer that is no HTTP: a header line, a status line, the start of a body. That may be a customer's data,
/// and exceptions end up in logs.
/// </summary>
internal static class WireText
{
    /// <summary>The exception itself, or one of the same meaning in place of one that may quote an answer.</summary>
    public static Exception RemovedFrom(Exception error)
    {
#if NET
        for (Exception? e = error; e is not null; e = e.InnerException)
        {
            if (
                e
                is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
                    or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            )
                return new HttpRequestException(HttpRequestError.InvalidResponse, "The answer is not valid HTTP.");
        }

        return error;
#else
        // Without kinds of error, only what comes from below HTTP is known to quote nothing.
        Exception origin = error.GetBaseException();
        return origin is HttpRequestException || origin.GetType().Name == "HttpIOException"
            ? new HttpRequestException("The answer ended too early or is not valid HTTP.")
            : error;
#endif
    }
}
