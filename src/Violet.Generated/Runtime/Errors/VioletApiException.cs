using System.Globalization;

namespace Violet.Generated;

/// <summary>The API answered with an error status.</summary>
/// <remarks>Violet has three error shapes and Rutter a fourth; what a response did not carry is null here.</remarks>
public class VioletApiException : VioletException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletApiException(
        string operation,
        int statusCode,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(Describe(operation, statusCode, slug, code, apiMessage is not null))
    {
        Operation = operation;
        StatusCode = statusCode;
        Code = code;
        Slug = slug;
        ApiMessage = apiMessage;
        RetryAfter = retryAfter;
        Body = "";
    }

    internal VioletApiException(string operation, int statusCode, ApiErrorBody error)
        : base(Describe(operation, statusCode, error.Slug, error.Code, error.Message is not null))
    {
        Operation = operation;
        StatusCode = statusCode;
        Code = error.Code;
        Slug = error.Slug;
        ApiMessage = error.Message;
        ErrorType = error.Type;
        RequestId = error.RequestId;
        RetryAfter = error.RetryAfter;
        Body = error.Body;
        IsBodyCut = error.IsBodyCut;
    }

    /// <summary>The operation that failed, such as <c>Orders.Get</c>.</summary>
    public string Operation { get; }

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>Violet's numeric code, such as 4216. The same number can go with different slugs: look at both.</summary>
    public int? Code { get; }

    /// <summary>The error's name: Violet's <c>error</c> (<c>order_not_found</c>), Rutter's <c>error_code</c>
    /// (<c>NEEDS_UPDATE</c>).</summary>
    public string? Slug { get; }

    /// <summary>Rutter's <c>error_type</c>, such as <c>CONNECTION_ERROR</c>.</summary>
    public string? ErrorType { get; }

    /// <summary>The API's own words. Not for programs: they change. They may hold personal data, so they are in no message and no
    /// log.</summary>
    public string? ApiMessage { get; }

    /// <summary>The id under which the API's operator finds the call, where the response carried one.</summary>
    public string? RequestId { get; }

    /// <summary>How long the API asks to wait before the next call.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The start of the response's body, at most 4,096 characters; it may hold personal data, so it is in no message. Empty when
    /// there was none.</summary>
    public string Body { get; }

    /// <summary>Whether <see cref="Body"/> is only the start.</summary>
    public bool IsBodyCut { get; }

    /// <param name="operation">The operation that failed.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="error">What the response said.</param>
    /// <param name="meaning">The status that decides on the class; null where it is the status itself.</param>
    internal static VioletApiException Create(string operation, int statusCode, ApiErrorBody error, int? meaning = null) =>
        (meaning ?? statusCode) switch
        {
            401 or 403 => new VioletPermissionException(operation, statusCode, error),
            404 or 410 => new VioletNotFoundException(operation, statusCode, error),
            409 => new VioletConflictException(operation, statusCode, error),
            429 => new VioletRateLimitException(operation, statusCode, error),
            400 or 412 or 422 => new VioletBadRequestException(operation, statusCode, error),
            >= 500 => new VioletServerException(operation, statusCode, error),
            _ => new VioletApiException(operation, statusCode, error),
        };

    /// <summary>Never the API's own words: they may name a customer, and exceptions end up in logs.</summary>
    private static string Describe(string operation, int statusCode, string? slug, int? code, bool hasWords)
    {
        string name = slug is not null && IsSlug(slug) ? " " + slug : "";
        string number = code is { } known ? $" ({known.ToString(CultureInfo.InvariantCulture)})" : "";
        string words = !hasWords ? "." : "; the API's own words are in ApiMessage.";
        string advice = statusCode is >= 300 and < 400
            ? " Redirects are not followed, so that credentials stay with the configured host; check BaseAddress."
            : "";
        return $"{operation} failed with HTTP {statusCode.ToString(CultureInfo.InvariantCulture)}{name}{number}{words}{advice}";
    }

    /// <summary>Words in one case with underscores between them, as all of the APIs' names are. A guess, as far as text can tell: no list
    /// of the names is complete.</summary>
    internal static bool IsSlug(string text)
    {
        bool isUpper = false,
            isLower = false,
            hasUnderscore = false;
        foreach (char c in text)
        {
            isUpper |= c is >= 'A' and <= 'Z';
            isLower |= c is >= 'a' and <= 'z';
            hasUnderscore |= c == '_';
            if (c is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_'))
                return false;
        }

        return hasUnderscore && isUpper != isLower && text.Length <= 64;
    }
}

/// <summary>400, 412, 422 (and Rutter's 450): the request cannot be carried out as it stands.</summary>
public sealed class VioletBadRequestException : VioletApiException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletBadRequestException(
        string operation,
        int statusCode = 400,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(operation, statusCode, slug, code, apiMessage, retryAfter) { }

    internal VioletBadRequestException(string operation, int statusCode, ApiErrorBody error)
        : base(operation, statusCode, error) { }
}

/// <summary>401 or 403: not allowed. Also business refusals: 7118 <c>merchant_not_connected</c>, 2008 <c>sku_not_accessible</c>.</summary>
public sealed class VioletPermissionException : VioletApiException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletPermissionException(
        string operation,
        int statusCode = 403,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(operation, statusCode, slug, code, apiMessage, retryAfter) { }

    internal VioletPermissionException(string operation, int statusCode, ApiErrorBody error)
        : base(operation, statusCode, error) { }
}

/// <summary>404 or 410: there is no such thing.</summary>
public sealed class VioletNotFoundException : VioletApiException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletNotFoundException(
        string operation,
        int statusCode = 404,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(operation, statusCode, slug, code, apiMessage, retryAfter) { }

    internal VioletNotFoundException(string operation, int statusCode, ApiErrorBody error)
        : base(operation, statusCode, error) { }
}

/// <summary>409: it is already done or being done.</summary>
public sealed class VioletConflictException : VioletApiException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletConflictException(
        string operation,
        int statusCode = 409,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(operation, statusCode, slug, code, apiMessage, retryAfter) { }

    internal VioletConflictException(string operation, int statusCode, ApiErrorBody error)
        : base(operation, statusCode, error) { }
}

/// <summary>429 (and Rutter's 452): too many calls. Violet passes on the limit of the merchant's own platform.</summary>
public sealed class VioletRateLimitException : VioletApiException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletRateLimitException(
        string operation,
        int statusCode = 429,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(operation, statusCode, slug, code, apiMessage, retryAfter) { }

    internal VioletRateLimitException(string operation, int statusCode, ApiErrorBody error)
        : base(operation, statusCode, error) { }
}

/// <summary>500 and above: the API failed. After a call that acts, it is not known whether it took effect.</summary>
public sealed class VioletServerException : VioletApiException
{
    /// <summary>Makes an exception, for a mock to throw.</summary>
    /// <param name="operation">The operation, such as <c>Orders.Get</c>.</param>
    /// <param name="statusCode">The HTTP status.</param>
    /// <param name="slug">The error's name, such as <c>order_not_found</c>; null for none.</param>
    /// <param name="code">Its number; null for none.</param>
    /// <param name="apiMessage">The API's own words; null for none.</param>
    /// <param name="retryAfter">How long the API asks to wait; null for nothing.</param>
    public VioletServerException(
        string operation,
        int statusCode = 500,
        string? slug = null,
        int? code = null,
        string? apiMessage = null,
        TimeSpan? retryAfter = null
    )
        : base(operation, statusCode, slug, code, apiMessage, retryAfter) { }

    internal VioletServerException(string operation, int statusCode, ApiErrorBody error)
        : base(operation, statusCode, error) { }
}
