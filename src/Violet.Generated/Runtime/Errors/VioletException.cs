namespace Violet.Generated;

/// <summary>
/// The base of every exception of this library. No message holds a credential, a body or the API's own words (which may name a customer);
/// the tree:
/// <see cref="VioletApiException"/> (the API answered with an error), <see cref="VioletConnectionException"/> (no whole response came; a
/// <see cref="VioletTimeoutException"/> when it took too long), <see cref="VioletResponseTooLargeException"/>,
/// <see cref="VioletJsonException"/> (the response could not be read),
/// <see cref="VioletAuthenticationException"/> (no token could be had) and <see cref="VioletOrderException"/> (errors inside an order).
/// Itself it stands for a listing that never ends, and for an
/// response from another host.
/// </summary>
public class VioletException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public VioletException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>
    /// When the exception ended a walk over pages: where to resume, for <c>AsPages(resumeFrom)</c>. Everything before it has been
    /// delivered. Null
    /// otherwise.
    /// </summary>
    public string? ResumeToken { get; internal set; }

    /// <summary>When the exception ended a walk over numbered pages: the number of the page that failed, from 1. Null otherwise.</summary>
    public int? PageNumber { get; internal set; }
}

/// <summary>No whole response came: the connection could not be made or broke.</summary>
public class VioletConnectionException : VioletException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public VioletConnectionException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>Whether another attempt would be in vain.</summary>
    internal bool IsFinal { get; init; }
}

/// <summary>The response is larger than <c>MaxResponseBytes</c> in the options, or what it holds takes more than four times as much
/// memory; it was not read to its end.</summary>
public sealed class VioletResponseTooLargeException : VioletException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    public VioletResponseTooLargeException(string message)
        : base(message) { }
}

/// <summary>The response took longer than the options allow.</summary>
public sealed class VioletTimeoutException : VioletConnectionException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public VioletTimeoutException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>No access token could be had: the credentials were refused, or the login failed.</summary>
public sealed class VioletAuthenticationException : VioletException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong and what to do.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public VioletAuthenticationException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}

/// <summary>A response (or a text given to <see cref="VioletJson"/>) is not the JSON that the contract describes.</summary>
public sealed class VioletJsonException : VioletException
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="path">Where in the JSON; null for nowhere in particular.</param>
    /// <param name="position">The offset in bytes from the start of the text.</param>
    public VioletJsonException(string message, string? path = null, long position = 0)
        : base(path is null ? message : $"{message} Path {path}, byte {position}.")
    {
        Problem = message;
        Path = path;
        Position = position;
    }

    /// <summary>Where in the JSON, such as <c>$.content[3].bags[0].total</c>; a key that may be somebody's data is shown as
    /// <c>*</c>.</summary>
    public string? Path { get; }

    /// <summary>The offset in bytes from the start of the text.</summary>
    public long Position { get; }

    private string Problem { get; }

    internal VioletJsonException At(string path, long position) => new(Problem, path, position);

    /// <summary>Whether the response said itself that it is no JSON: then it is not the API's, but a proxy's page.</summary>
    internal bool IsOtherFormat { get; init; }

    /// <summary>The same, with the operation whose response it was.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="otherFormat">What came in place of JSON; null where it was announced as JSON.</param>
    internal VioletJsonException In(string operation, string? otherFormat) =>
        new(otherFormat is null ? $"{operation}: {Problem}" : $"{operation}: {otherFormat}. {Problem}", Path, Position)
        {
            IsOtherFormat = otherFormat is not null,
        };
}
