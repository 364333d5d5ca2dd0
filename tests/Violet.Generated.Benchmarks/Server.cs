using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Benchmarks;

/// <summary>
/// Answers <c>/{delay in ms}/{pages}/orders?page=&amp;size=</c> and <c>/{delay}/{pages}/orders/{id}</c> with pages made beforehand, in a
/// process of its own. Only the orders'
/// ids are changed in a copy of the page, so that no two pages hold the same order. <c>/packed/...</c> answers with a compressed page.
/// </summary>
internal static class Server
{
    private static readonly byte[] s_order = OrderPages.Order();
    private static readonly Dictionary<int, byte[]> s_contents = new() { [20] = OrderPages.Content(20), [100] = OrderPages.Content(100) };
    private static readonly Dictionary<int, int[]> s_idPlaces = s_contents.ToDictionary(
        content => content.Key,
        content => FindIds(content.Value, content.Key)
    );
    private static readonly Lazy<byte[]> s_brotli = new(() =>
        Pack(OrderPages.Page(100), stream => new BrotliStream(stream, CompressionLevel.Fastest))
    );
    private static readonly Lazy<byte[]> s_gzip = new(() =>
        Pack(OrderPages.Page(100), stream => new GZipStream(stream, CompressionLevel.Optimal))
    );

    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(AnswerAsync);
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync(); // lives as long as its parent
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        string[] path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path[0] == "packed")
        {
            string accepted = context.Request.Headers.AcceptEncoding.ToString();
            string encoding =
                accepted.Contains("br", StringComparison.Ordinal) ? "br"
                : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip"
                : "";
            if (encoding.Length > 0)
                context.Response.Headers.ContentEncoding = encoding;
            await WriteAsync(
                context,
                encoding switch
                {
                    "br" => s_brotli.Value,
                    "gzip" => s_gzip.Value,
                    _ => OrderPages.Page(100),
                }
            );
            return;
        }

        int delay = int.Parse(path[0], CultureInfo.InvariantCulture),
            pages = int.Parse(path[1], CultureInfo.InvariantCulture);
        if (delay > 0)
            await Task.Delay(delay);
        if (path.Length == 4)
            await WriteAsync(context, s_order);
        else
            await WriteAsync(context, Page(Number(context, "page", 1), Number(context, "size", 20), pages));
    }

    private static async Task WriteAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    private static byte[] Page(int page, int size, int pages)
    {
        byte[] content = s_contents[size];
        byte[] start = Encoding.UTF8.GetBytes("{\"content\":");
        byte[] end = Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $",\"last\":{(page >= pages ? "true" : "false")},\"total_pages\":{pages},\"total_elements\":{pages * size},\"first\":{(page == 1 ? "true" : "false")},\"number_of_elements\":{size},\"size\":{size},\"number\":{page - 1},\"empty\":false}}"
            )
        );
        var answer = new byte[start.Length + content.Length + end.Length];
        start.CopyTo(answer, 0);
        content.CopyTo(answer, start.Length);
        end.CopyTo(answer, start.Length + content.Length);
        long id = OrderPages.FirstId + ((page - 1L) * size);
        foreach (int place in s_idPlaces[size])
            Encoding.UTF8.GetBytes((id++).ToString(CultureInfo.InvariantCulture), answer.AsSpan(start.Length + place));
        return answer;
    }

    /// <summary>Where the orders' own ids stand.</summary>
    private static int[] FindIds(byte[] content, int size)
    {
        var places = new int[size];
        int from = 0;
        for (int i = 0; i < size; i++)
        {
            byte[] id = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{OrderPages.FirstId + i},"));
            places[i] = from + content.AsSpan(from).IndexOf(id) + 6;
            from = places[i];
        }

        return places;
    }

    private static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private static byte[] Pack(byte[] plain, Func<Stream, Stream> compress)
    {
        using var packed = new MemoryStream();
        using (Stream stream = compress(packed))
            stream.Write(plain);
        return packed.ToArray();
    }
}
