using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Violet.Generated.AspNetCore;

/// <summary>Reads bodies that nobody has vouched for yet: within a size, a time, and what all of them together may hold.</summary>
internal sealed class WebhookBody(long maxUnsignedBytes, TimeProvider time)
{
    // as long as the sender waits for a response
    private static readonly TimeSpan s_longestRead = TimeSpan.FromSeconds(10);

    private long _held;

    /// <summary>What all endpoints together may hold.</summary>
    public long MaxUnsignedBytes => maxUnsignedBytes;

    /// <summary>The body, or what becomes of the request without one.</summary>
    public async Task<(byte[]? Body, WebhookOutcome Failure)> ReadAsync(HttpContext context, int maxBytes)
    {
        HttpRequest request = context.Request;
        if (request.ContentLength > maxBytes)
            return (null, WebhookOutcome.TooLarge);
        // Ours is the limit, not the server's, which may be lower.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        if (request.Body.CanSeek)
            request.Body.Position = 0; // it was buffered, and may have been read

        PipeReader reader = request.BodyReader;
        using var deadline = new CancellationTokenSource(s_longestRead, time);
        // not by the token of the read: Kestrel could not wind up a body whose reading was broken off
        using CancellationTokenRegistration end = deadline.Token.Register(reader.CancelPendingRead);
        try
        {
            return await ReadAsync(reader, maxBytes, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, WebhookOutcome.TooLarge);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            return (null, WebhookOutcome.BadRequest); // it broke off
        }
    }

    private async Task<(byte[]? Body, WebhookOutcome Failure)> ReadAsync(
        PipeReader reader,
        int maxBytes,
        CancellationToken cancellationToken
    )
    {
        long held = 0;
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                ReadOnlySequence<byte> buffer = read.Buffer;
                long more = buffer.Length - held;
                held += more;
                bool isWithinCap = Interlocked.Add(ref _held, more) <= maxUnsignedBytes;
                if (buffer.Length > maxBytes || !isWithinCap)
                {
                    reader.AdvanceTo(buffer.End);
                    return (null, isWithinCap ? WebhookOutcome.TooLarge : WebhookOutcome.Overloaded);
                }

                if (read.IsCompleted)
                {
                    byte[] body = buffer.ToArray();
                    reader.AdvanceTo(buffer.End);
                    return (body, default);
                }

                if (read.IsCanceled)
                {
                    reader.AdvanceTo(buffer.End);
                    return (null, WebhookOutcome.TooSlow);
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
        }
        finally
        {
            Interlocked.Add(ref _held, -held);
        }
    }
}
