using Violet.Generated.Runtime.Http;

namespace Violet.Generated;

/// <summary>What a response says besides its model: <c>violet.WithResponseAsync(v => v.Orders.GetAsync(id))</c>.</summary>
public class VioletResponse
{
    private protected VioletResponse(VioletResponse response)
        : this(response.StatusCode, response.Headers, response.RequestId, response.Body) { }

    internal VioletResponse(int statusCode, IReadOnlyDictionary<string, string> headers, string? requestId, string? body) =>
        (StatusCode, Headers, RequestId, Body) = (statusCode, headers, requestId, body);

    /// <summary>The HTTP status.</summary>
    public int StatusCode { get; }

    /// <summary>All headers; of one that came several times, the values joined by a comma. The case of names does not matter.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The id under which the API's operator finds the call; null where the headers have none.</summary>
    public string? RequestId { get; }

    /// <summary>The body as it came, decompressed; null unless it was asked for, empty when there was none. It may hold personal
    /// data.</summary>
    public string? Body { get; }

    /// <summary>The status; the rest may hold personal data.</summary>
    public override string ToString() => FormattableString.Invariant($"HTTP {StatusCode}");
}

/// <summary>A result, and what the response says besides it.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class VioletResponse<T> : VioletResponse
{
    internal VioletResponse(T value, VioletResponse response)
        : base(response) => Value = value;

    /// <summary>What the call returned.</summary>
    public T Value { get; }
}
