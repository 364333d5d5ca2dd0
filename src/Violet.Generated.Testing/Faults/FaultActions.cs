using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Violet.Generated.Testing.Http;

namespace Violet.Generated.Testing;

/// <summary>What the faults do to an exchange. Their waits are on the wire and go by the real clock, whatever time the server believes it
/// is.</summary>
internal static class FaultActions
{
    public static async Task RespondAsync(HttpContext context, int status, string body, string contentType)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        if (bytes.Length == 0)
            return;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task ExpireTokenAsync(HttpContext context, RequestDelegate next)
    {
        var answer = ApiAnswer.ExpiredToken(context.Features.Get<Exchange>()!.Now());
        return RespondAsync(context, answer.Status, answer.Body!.ToJsonString(), "application/json");
    }

    public static async Task DelayAsync(HttpContext context, RequestDelegate next, TimeSpan delay)
    {
        await Task.Delay(delay, TimeProvider.System, context.RequestAborted).ConfigureAwait(false);
        await next(context).ConfigureAwait(false);
    }

    public static Task Reset(HttpContext context, RequestDelegate next)
    {
        context.Features.Get<Exchange>()!.Recorded.IsBroken = true;
        context.Abort();
        return Task.CompletedTask;
    }

    public static async Task CutBodyAsync(HttpContext context, RequestDelegate next) =>
        // Kestrel sees that bytes are missing and ends the connection.
        await WriteHalfAsync(context, await CaptureAsync(context, next).ConfigureAwait(false)).ConfigureAwait(false);

    public static async Task ResetInBodyAsync(HttpContext context, RequestDelegate next)
    {
        await WriteHalfAsync(context, await CaptureAsync(context, next).ConfigureAwait(false)).ConfigureAwait(false);
        context.Abort();
    }

    public static async Task TruncateJsonAsync(HttpContext context, RequestDelegate next)
    {
        byte[] body = await CaptureAsync(context, next, plain: true).ConfigureAwait(false);
        await WriteAsync(context, body.AsMemory(0, body.Length / 2)).ConfigureAwait(false);
    }

    public static async Task CorruptGzipAsync(HttpContext context, RequestDelegate next)
    {
        byte[] body = await CaptureAsync(context, next, plain: true).ConfigureAwait(false);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(body);
        byte[] damaged = zipped.ToArray();
        for (int i = damaged.Length / 3; i < damaged.Length; i++)
            damaged[i] ^= 0x5A; // the header stays whole
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.ContentLength = damaged.Length;
        await context.Response.Body.WriteAsync(damaged, context.RequestAborted).ConfigureAwait(false);
    }

    public static Task GarbageAsync(HttpContext context, string encoding)
    {
        context.Response.Headers.ContentEncoding = encoding;
        return RespondAsync(context, 200, "garbage garbage garbage", "application/json");
    }

    public static async Task SlowDownAsync(HttpContext context, RequestDelegate next, TimeSpan duration)
    {
        const int Pieces = 20;
        byte[] body = await CaptureAsync(context, next).ConfigureAwait(false);
        context.Response.ContentLength = body.Length;
        int size = Math.Max(1, (body.Length + Pieces - 1) / Pieces);
        for (int sent = 0; sent < body.Length; sent += size)
        {
            await context
                .Response.Body.WriteAsync(body.AsMemory(sent, Math.Min(size, body.Length - sent)), context.RequestAborted)
                .ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            await Task.Delay(duration / Pieces, TimeProvider.System, context.RequestAborted).ConfigureAwait(false);
        }
    }

    public static async Task TrickleAsync(HttpContext context, RequestDelegate next, TimeSpan interval)
    {
        byte[] body = await CaptureAsync(context, next).ConfigureAwait(false);
        context.Response.ContentLength = body.Length;
        for (int sent = 0; sent < body.Length; sent++)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(sent, 1), context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            await Task.Delay(interval, TimeProvider.System, context.RequestAborted).ConfigureAwait(false);
        }
    }

    public static async Task SwapTypesAsync(HttpContext context, RequestDelegate next)
    {
        byte[] body = await CaptureAsync(context, next, plain: true).ConfigureAwait(false);
        byte[] swapped = body.Length == 0 ? body : JsonSerializer.SerializeToUtf8Bytes(Swap(JsonNode.Parse(body)));
        await WriteAsync(context, swapped).ConfigureAwait(false);
    }

    public static Task FloodAsync(HttpContext context, int status, long? bytes)
    {
        context.Response.StatusCode = status;
        if (bytes is { } length)
            context.Response.ContentLength = FloodStart.Length + length + FloodEnd.Length;
        return FloodAsync(context, context.Response.Body, bytes);
    }

    public static async Task FloodGzippedAsync(HttpContext context, long? bytes)
    {
        context.Response.Headers.ContentEncoding = "gzip";
        var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await using (gzip.ConfigureAwait(false))
            await FloodAsync(context, gzip, bytes).ConfigureAwait(false);
    }

    private static ReadOnlySpan<byte> FloodStart => "{\"message\":\""u8;

    private static ReadOnlySpan<byte> FloodEnd => "\"}"u8;

    private static async Task FloodAsync(HttpContext context, Stream body, long? bytes)
    {
        context.Response.ContentType = "application/json";
        await body.WriteAsync(FloodStart.ToArray(), context.RequestAborted).ConfigureAwait(false);
        byte[] piece = new byte[64 * 1024];
        piece.AsSpan().Fill((byte)'a');
        for (long left = bytes ?? long.MaxValue; left > 0; left -= piece.Length)
            await body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), context.RequestAborted).ConfigureAwait(false);
        await body.WriteAsync(FloodEnd.ToArray(), context.RequestAborted).ConfigureAwait(false);
    }

    private static JsonNode Swap(JsonNode? value) =>
        value switch
        {
            JsonObject fields => new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)Swap(field.Value)))),
            JsonArray => JsonValue.Create("a text"),
            JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => new JsonObject { ["text"] = scalar.DeepClone() },
            _ => new JsonArray(value?.DeepClone()),
        };

    /// <summary>Lets the API answer, and keeps the body back.</summary>
    private static async Task<byte[]> CaptureAsync(HttpContext context, RequestDelegate next, bool plain = false)
    {
        if (plain)
            context.Request.Headers.AcceptEncoding = default;
        Stream body = context.Response.Body;
        using var captured = new MemoryStream();
        context.Response.Body = captured;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            context.Response.Body = body;
        }

        return captured.ToArray();
    }

    /// <summary>A 204 has no body; over HTTP/2, even writing none to it breaks it off.</summary>
    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
            return;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task WriteHalfAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }
}
