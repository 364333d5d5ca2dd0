using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json;

namespace Violet.Generated.Benchmarks;

/// <summary>Ours and the three peers, each in methods of its own, so that a child process loads only what it measures.</summary>
internal static class Clients
{
    public const string AppId = "10264",
        AppSecret = "benchmark-secret";

    /// <summary>A token whose <c>exp</c> is in 2100.</summary>
    public const string Token = "eyJhbGciOiJub25lIn0.eyJleHAiOjQxMDI0NDQ4MDB9.c2lnbmF0dXJl";

    public static object DecodeOurs(byte[] page) => VioletJson.Deserialize<OrderPage>(page);

    public static object DecodeStockNewtonsoft(byte[] page)
    {
        // As the stock client does it.
        using var text = new StreamReader(new MemoryStream(page));
        using var reader = new JsonTextReader(text);
        return Newtonsoft.Json.JsonSerializer.Create(StockNewtonsoft.OrdersClient.Settings).Deserialize<StockNewtonsoft.OrderPage>(reader)!;
    }

    public static object DecodeStockSystemText(byte[] page) =>
        System.Text.Json.JsonSerializer.Deserialize<StockSystemText.OrderPage>(page, StockSystemText.OrdersClient.Settings)!;

    public static object DecodeHandWritten(byte[] page) =>
        System.Text.Json.JsonSerializer.Deserialize(page, OrderContext.Default.OrderPageRecord)!;

    /// <summary>The limit: a tokenizer that looks at every token and keeps nothing.</summary>
    public static object Tokenize(byte[] page)
    {
        var reader = new Utf8JsonReader(page);
        int tokens = 0;
        while (reader.Read())
            tokens++;
        return tokens;
    }

    public static Func<byte[], object> Decoder(string peer) =>
        peer switch
        {
            "ours" => DecodeOurs,
            "a" => DecodeStockNewtonsoft,
            "b" => DecodeStockSystemText,
            "c" => DecodeHandWritten,
            _ => throw new ArgumentException(peer),
        };

    public static IVioletClient Ours(Uri baseAddress, int concurrency = 1)
    {
        var services = new ServiceCollection();
        services.AddViolet(options =>
        {
            options.BaseAddress = baseAddress;
            options.AppId = 10264;
            options.AppSecret = AppSecret;
            options.Token = Token;
            options.RefreshToken = "benchmark-refresh-token";
            options.Concurrency = concurrency;
        });
        return services.BuildServiceProvider().GetRequiredService<IVioletClient>();
    }

    public static HandWrittenClient HandWritten(Uri baseAddress) => Typed(baseAddress, static http => new HandWrittenClient(http));

    public static T Typed<T>(Uri baseAddress, Func<HttpClient, T> create)
        where T : class
    {
        var services = new ServiceCollection();
        services.AddHttpClient("peer", client => Configure(client, baseAddress));
        services.AddSingleton(provider => create(provider.GetRequiredService<IHttpClientFactory>().CreateClient("peer")));
        return services.BuildServiceProvider().GetRequiredService<T>();
    }

    public static HttpClient Configure(HttpClient client, Uri baseAddress)
    {
        client.BaseAddress = baseAddress;
        client.DefaultRequestHeaders.Add("X-Violet-App-Id", AppId);
        client.DefaultRequestHeaders.Add("X-Violet-App-Secret", AppSecret);
        client.DefaultRequestHeaders.Add("X-Violet-Token", Token);
        return client;
    }

    /// <summary>Reads the first page and gives the first order's id and status.</summary>
    public static Task<string> FirstOrderAsync(string peer, Uri baseAddress) =>
        peer switch
        {
            "ours" => FirstOfOursAsync(baseAddress),
            "a" => FirstOfStockNewtonsoftAsync(baseAddress),
            "b" => FirstOfStockSystemTextAsync(baseAddress),
            "c" => FirstOfHandWrittenAsync(HandWritten(baseAddress)),
            "bare" => FirstOfBareAsync(baseAddress),
            _ => throw new ArgumentException(peer),
        };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> FirstOfOursAsync(Uri baseAddress)
    {
        Order order = (await Ours(baseAddress).Orders.ListAsync(page: 1, size: 20)).Content[0];
        return $"{order.Id} {order.Status}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> FirstOfStockNewtonsoftAsync(Uri baseAddress)
    {
        StockNewtonsoft.OrdersClient client = Typed(
            baseAddress,
            http => new StockNewtonsoft.OrdersClient(http) { BaseUrl = baseAddress.AbsoluteUri }
        );
        StockNewtonsoft.Order order = (await client.ListAsync(1, 20, null, null)).Content!.First();
        return $"{order.Id} {order.Status}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> FirstOfStockSystemTextAsync(Uri baseAddress)
    {
        StockSystemText.OrdersClient client = Typed(
            baseAddress,
            http => new StockSystemText.OrdersClient(http) { BaseUrl = baseAddress.AbsoluteUri }
        );
        StockSystemText.Order order = (await client.ListAsync(1, 20, null, null)).Content!.First();
        return $"{order.Id} {order.Status}";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> FirstOfHandWrittenAsync(HandWrittenClient client)
    {
        OrderRecord order = (await client.ListAsync(1, 20)).Content![0];
        return $"{order.Id} {order.Status}";
    }

    /// <summary>The floor: no dependency injection, no model, only the bytes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<string> FirstOfBareAsync(Uri baseAddress)
    {
        using HttpClient http = Configure(new HttpClient(), baseAddress);
        byte[] page = await http.GetByteArrayAsync(new Uri(baseAddress, "orders?page=1&size=20"));
        return $"{OrderPages.FirstId} {page.Length}";
    }
}
