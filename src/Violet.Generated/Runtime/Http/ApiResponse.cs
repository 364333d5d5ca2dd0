using System.Text;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Runtime.Http;

/// <summary>A response that has been read whole: status, headers and the body in rented memory.</summary>
internal sealed class ApiResponse : IDisposable
{
    /// <summary>As many bytes of an error's body are enough to tell what it says.</summary>
    private const int LongestError = 64 * 1024;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
    /// Reads the body, asynchronously and with the caller's token, and disposes the response when that fails. The limit counts bytes after
    /// decompression, so that a small
    /// compressed response cannot fill the memory. Of an error only the start is read, whose status must not be lost over a body of any
    /// size.
    /// </summary>
    /// <param name="message">The response.</param>
    /// <param name="hasBody">False for HEAD, which announces a body that does not come.</param>
    /// <param name="maxBytes">The largest body of a success.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<ApiResponse> ReadAsync(
        HttpResponseMessage message,
        bool hasBody,
        long maxBytes,
        CancellationToken cancellationToken
    ) =>
#if NET
        ReadCoreAsync(message, hasBody, maxBytes, cancellationToken);
#else
        UnlessCancelledAsync(ReadCoreAsync(message, hasBody, maxBytes, cancellationToken), cancellationToken);

    /// <summary>
    /// Older handlers do not watch the token while they read a body, so a caller who gives up leaves them to it. Disposing the response
    /// would stop them, but under a read that
    /// is in the middle of decompressing it frees the memory this works in, which ends the process.
    /// </summary>
    private static async Task<ApiResponse> UnlessCancelledAsync(Task<ApiResponse> reading, CancellationToken cancellationToken)
    {
        var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration cancellation = cancellationToken.Register(
            static state => ((TaskCompletionSource<bool>)state!).TrySetResult(true),
            cancelled
        );
        if (await Task.WhenAny(reading, cancelled.Task).ConfigureAwait(false) == reading)
            return await reading.ConfigureAwait(false);
        _ = reading.ContinueWith(
            static late =>
            {
                if (late.Exception is null)
                    late.Result.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.NotOnCanceled,
            TaskScheduler.Default
        );
        throw new OperationCanceledException(cancellationToken);
    }
#endif

    private static async Task<ApiResponse> ReadCoreAsync(
        HttpResponseMessage message,
        bool hasBody,
        long maxBytes,
        CancellationToken cancellationToken
    )
    {
        PooledBuffer? body = null;
        try
        {
            bool isSuccess = message.IsSuccessStatusCode;
            long? announced = hasBody ? message.Content?.Headers.ContentLength : null;
            if (announced > maxBytes && isSuccess)
                throw TooLarge(maxBytes);
            body = new PooledBuffer((int)Math.Min(announced + 1 ?? 16 * 1024, isSuccess ? 16 * 1024 * 1024 : LongestError));
            bool isWhole =
                message.Content is null
                || await ReadBodyAsync(message.Content, body, isSuccess ? maxBytes : Math.Min(maxBytes, LongestError), cancellationToken)
                    .ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested(); // a body that is broken off may end like a whole one
            if (!isWhole && isSuccess)
                throw TooLarge(maxBytes);
            if (isWhole && body.Length < announced)
                throw new VioletConnectionException("The response was cut off: fewer bytes came than it announced.");
            return new ApiResponse(message, body = InUtf8(body, message.Content?.Headers.ContentType?.CharSet));
        }
        catch (Exception e)
        {
            body?.Dispose();
            message.Dispose();
            // Streams fail as they happen to: brotli's, for one, with an InvalidOperationException.
            if (e is IOException or HttpRequestException or OperationCanceledException or VioletException or OutOfMemoryException)
                throw;
            throw new InvalidDataException("The body of the response cannot be read.", e);
        }
    }

    /// <summary>Reads to the end, or a little more than <paramref name="maxBytes"/>: then it is not whole.</summary>
    private static async Task<bool> ReadBodyAsync(
        HttpContent content,
        PooledBuffer body,
        long maxBytes,
        CancellationToken cancellationToken
    )
    {
#if NET
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(body.GetMemory(), cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
#else
        using Stream stream = await content.ReadAsStreamAsync().ConfigureAwait(false);
        byte[] chunk = new byte[16 * 1024];
        while (await stream.ReadAsync(chunk, 0, chunk.Length, cancellationToken).ConfigureAwait(false) is > 0 and int read)
        {
            chunk.AsSpan(0, read).CopyTo(body.GetSpan(read));
#endif
            body.Advance(read);
            if (body.Length > maxBytes)
                return false;
        }

        return true;
    }

    /// <summary>JSON is UTF-8, whatever its header says; only what is none is read by the header.</summary>
    private static PooledBuffer InUtf8(PooledBuffer body, string? charset)
    {
        if (charset is null || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            return body;
        try
        {
            _ = s_strictUtf8.GetCharCount(body.Array, 0, body.Length);
            return body;
        }
        catch (DecoderFallbackException)
        {
            // not UTF-8
        }

        try
        {
            PooledBuffer converted = Convert(body.Span, Encoding.GetEncoding(charset.Trim('"')));
            body.Dispose();
            return converted;
        }
        catch (ArgumentException)
        {
            return body; // an encoding that .NET does not know
        }
    }

    /// <summary>Piece by piece: as one string, a body takes twice its memory once more.</summary>
    private static PooledBuffer Convert(ReadOnlySpan<byte> body, Encoding encoding)
    {
        const int Piece = 16 * 1024;
        var converted = new PooledBuffer(body.Length);
        Decoder decoder = encoding.GetDecoder();
        Encoder encoder = Encoding.UTF8.GetEncoder();
        char[] chars = new char[encoding.GetMaxCharCount(Piece)];
        byte[] from = new byte[Piece],
            to = new byte[Encoding.UTF8.GetMaxByteCount(chars.Length)];
        while (!body.IsEmpty)
        {
            int taken = Math.Min(Piece, body.Length);
            body.Slice(0, taken).CopyTo(from);
            body = body.Slice(taken);
            int read = decoder.GetChars(from, 0, taken, chars, 0, flush: body.IsEmpty);
            int written = encoder.GetBytes(chars, 0, read, to, 0, flush: body.IsEmpty);
            to.AsSpan(0, written).CopyTo(converted.GetSpan(written));
            converted.Advance(written);
        }

        return converted;
    }

    private static VioletResponseTooLargeException TooLarge(long maxBytes) =>
        new($"The response is larger than {maxBytes} bytes (MaxResponseBytes); ask for smaller pages or raise the limit.");
}
