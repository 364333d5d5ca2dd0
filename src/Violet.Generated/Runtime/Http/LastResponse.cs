using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Runtime.Http;

/// <summary>Remembers the response that a view of a client has read last. Each has a view of its own: calls side by side do not
/// meet.</summary>
internal sealed class LastResponse(bool keepBody)
{
    private volatile VioletResponse? _last;

    public static async Task<VioletResponse<T>> OfAsync<TClient, T>(
        Func<Action<CallOptions>, TClient> withOptions,
        Func<TClient, Task<T>> call,
        bool keepBody
    )
    {
        var responses = new LastResponse(keepBody);
        T value = await call(withOptions(responses.Watch)).ConfigureAwait(false);
        return new VioletResponse<T>(value, responses.Get());
    }

    public static async Task<VioletResponse> OfAsync<TClient>(
        Func<Action<CallOptions>, TClient> withOptions,
        Func<TClient, Task> call,
        bool keepBody
    )
    {
        var responses = new LastResponse(keepBody);
        await call(withOptions(responses.Watch)).ConfigureAwait(false);
        return responses.Get();
    }

    private void Watch(CallOptions options) => options.OnRead += Keep;

    private void Keep(ApiResponse response, string? requestId)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, IEnumerable<string>> header in response.Message.Headers)
            headers[header.Key] = string.Join(", ", header.Value);
        if (response.Message.Content is { } content)
        {
            foreach (KeyValuePair<string, IEnumerable<string>> header in content.Headers)
                headers[header.Key] = string.Join(", ", header.Value);
        }

        _last = new VioletResponse(response.StatusCode, headers, requestId, keepBody ? JsonText.Decode(response.Body) : null);
    }

    private VioletResponse Get() =>
        _last
        ?? throw new InvalidOperationException(
            "WithResponseAsync saw no response: the function must call the client that it is given, and that client must be no mock."
        );
}
