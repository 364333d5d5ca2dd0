using Violet.Generated.Json;

namespace Violet.Generated.Transport;

/// <summary>An answer that has been read whole: status, headers and the body in rented memory.</summary>
internal sealed class ApiResponse : IDisposable
{
    private readonly HttpResponseMessage _message;
    private readonly PooledBuffer _body;

    public ApiResponse(HttpResponseMessage message, PooledBuffer body)
    {
        _message = message;
        _body = body;
    }

    public HttpResponseMessage Message => _message;

    public int StatusCode => (int)_message.StatusCode;

    public bool IsSuccess => _message.IsSuccessStatusCode;

    public ReadOnlySpan<byte> Body => _body.Span;

    public void Dispose()
    {
        _body.Dispose();
        _message.Dispose();
    }

    /// <summary>
    /// Reads the whole body, asynchronously and with the caller's token, and disposes the answer when that fails. The limit counts bytes after decompression, so that a small
    /// compressed answer cannot fill the memory.
    /// </summary>
    public static Task<ApiResponse> ReadAsync(HttpResponseMessage message, long maxBytes, CancellationToken cancellationToken) =>
#if NET
        ReadToEndAsync(message, maxBytes, cancellationToken);
#else
        UnlessCancelledAsync(ReadToEndAsync(message, maxBytes, cancellationToken), cancellationToken);

    /// <summary>
    /// Older handlers do not watch the token while they read a body, so a caller who gives up leaves them to it. Disposing the answer would stop them, but under a read that
    /// is in the middle of decompressing it frees the memory this works in, which ends the process.
    /// </summary>
    private static async Task<ApiResponse> UnlessCancelledAsync(Task<ApiResponse> reading, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration cancellation = cancellationToken.Register(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true), cancelled);
        if (await Task.WhenAny(reading, cancelled.Task).ConfigureAwait(false) == reading) return await reading.ConfigureAwait(false);
        _ = reading.ContinueWith(
            static late => { if (late.Exception is null) late.Result.Dispose(); },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.NotOnCanceled, TaskScheduler.Default);
        throw new OperationCanceledException(cancellationToken);
    }
#endif

    private static async Task<ApiResponse> ReadToEndAsync(HttpResponseMessage message, long maxBytes, CancellationToken cancellationToken)
    {
        PooledBuffer? body = null;
        try
        {
            long? announced = message.Content.Headers.ContentLength;
            if (announced > maxBytes) throw TooLarge(maxBytes);
            body = new PooledBuffer((int)Math.Min(announced + 1 ?? 16 * 1024, 16 * 1024 * 1024));
            int read;
#if NET
            using Stream stream = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            while ((read = await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Advance(read);
                if (body.Length > maxBytes) throw TooLarge(maxBytes);
            }
#else
            using Stream stream = await message.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var chunk = new byte[16 * 1024];
            while ((read = await stream.ReadAsync(chunk, 0, chunk.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                chunk.AsSpan(0, read).CopyTo(body.GetSpan(read));
                body.Advance(read);
                if (body.Length > maxBytes) throw TooLarge(maxBytes);
            }
#endif
            cancellationToken.ThrowIfCancellationRequested(); // a body that is broken off may end like a whole one
            if (body.Length < announced) throw new VioletConnectionException("The answer was cut off: fewer bytes came than it announced.");
            return new ApiResponse(message, body);
        }
        catch
        {
            body?.Dispose();
            message.Dispose();
            throw;
        }
    }

    private static VioletResponseTooLargeException TooLarge(long maxBytes) =>
        new($"The answer is larger than {maxBytes} bytes (MaxResponseBytes); ask for smaller pages or raise the limit.");
}
