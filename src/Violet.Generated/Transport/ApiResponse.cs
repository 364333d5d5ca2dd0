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
    /// Reads the whole body, asynchronously and with the caller's token. The limit counts bytes after decompression, so that a small compressed answer cannot fill the memory.
    /// </summary>
    public static async Task<ApiResponse> ReadAsync(HttpResponseMessage message, long maxBytes, CancellationToken cancellationToken)
    {
        long? announced = message.Content.Headers.ContentLength;
        if (announced > maxBytes) throw TooLarge(maxBytes);
        var body = new PooledBuffer((int)Math.Min(announced + 1 ?? 16 * 1024, 16 * 1024 * 1024));
        try
        {
#if NET
            using Stream stream = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read;
            while ((read = await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false)) > 0)
            {
                body.Advance(read);
                if (body.Length > maxBytes) throw TooLarge(maxBytes);
            }
#else
            // Older handlers do not watch the token while they read: disposing the answer is what stops them.
            using CancellationTokenRegistration abort = cancellationToken.Register(static state => ((HttpResponseMessage)state!).Dispose(), message);
            using Stream stream = await message.Content.ReadAsStreamAsync().ConfigureAwait(false);
            var chunk = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(chunk, 0, chunk.Length, cancellationToken).ConfigureAwait(false)) > 0)
            {
                chunk.AsSpan(0, read).CopyTo(body.GetSpan(read));
                body.Advance(read);
                if (body.Length > maxBytes) throw TooLarge(maxBytes);
            }
#endif
            cancellationToken.ThrowIfCancellationRequested(); // a body that was broken off by us ends like a whole one
            if (body.Length < announced) throw new VioletConnectionException("The answer was cut off: fewer bytes came than it announced.");
            return new ApiResponse(message, body);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private static VioletResponseTooLargeException TooLarge(long maxBytes) =>
        new($"The answer is larger than {maxBytes} bytes (MaxResponseBytes); ask for smaller pages or raise the limit.");
}
