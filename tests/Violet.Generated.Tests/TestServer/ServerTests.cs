using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

public class ServerTests
{
    [Test]
    public async Task Servers_side_by_side_share_nothing()
    {
        VioletTestServer[] servers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => VioletTestServer.StartAsync()));
        servers[0].Faults.Add(Fault.Status(404).On("Orders_*"));
        await Task.WhenAll(
            servers.Select(
                async (server, i) =>
                {
                    using VioletClient violet = server.Violet();
                    if (i == 0)
                        await Assert.CatchAsync<VioletNotFoundException>(() => violet.Orders.ListAsync());
                    else
                        Assert.That(await violet.Orders.ListAll().ToListAsync(), Has.Count.EqualTo(260));
                    if (i == 1)
                        await violet.Sync.ResyncOfferAsync(20001);
                }
            )
        );

        Assert.That(servers.Select(s => s.VioletAddress.Port).Distinct().Count(), Is.EqualTo(4));
        Assert.That(servers[2].Requests.Count(r => r.Operation == "Sync_ResyncOffer"), Is.Zero);
        foreach (VioletTestServer server in servers)
            await server.DisposeAsync();
    }

    [Test]
    public async Task Every_server_has_the_same_data()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var bodies = new List<string>();
        for (int i = 0; i < 2; i++)
        {
            await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Time = time });
            using HttpClient http = server.Http();
            bodies.Add(await http.GetStringAsync(new Uri($"{server.VioletAddress}/orders?size=100")));
        }

        Assert.That(bodies[1], Is.EqualTo(bodies[0]));
    }

    [Test]
    public async Task After_a_reset_a_server_is_like_a_new_one_at_the_same_address()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet();
        Uri address = server.VioletAddress;
        Merchant added = server.Merchants.Add(new Merchant { Name = "Quokka Quilts" });
        await violet.Carts.DeleteAsync(74003);
        server.Stub("Orders.Get", new Order { Id = 5 });
        server.Use(VioletScenario.NoShippingMethods);
        server.Faults.Add(Fault.Status(500).On("Offers.*"));
        server.Webhooks.Target = new Uri("http://127.0.0.1:1/");
        server.ExpireTokens();

        server.Reset();

        Assert.That((server.VioletAddress, server.CountRequests(), server.Webhooks.Target), Is.EqualTo((address, 0, (Uri?)null)));
        Assert.That(server.Merchants.Get(added.Id), Is.Null);
        Assert.That((await violet.Carts.GetAsync(74003)).Id, Is.EqualTo(74003));
        Assert.That((await violet.Orders.GetAsync(74001)).Id, Is.EqualTo(74001));
        Assert.That((await violet.Offers.GetAsync(20001)).Id, Is.EqualTo(20001));
        Assert.That(await violet.Carts.ListShippingMethodsAsync(74003), Is.Not.Empty.And.All.Property("ShippingMethods").Not.Empty);
        Assert.That(server.CountRequests("Auth.Login"), Is.Zero, "a token of before is still good");
    }

    [Test]
    public async Task Nulls_are_left_out_by_Violet_and_written_by_Rutter()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using HttpClient http = server.Http();
        string orders = await http.GetStringAsync(new Uri($"{server.VioletAddress}/orders?size=100"));
        string status = await http.GetStringAsync(
            new Uri($"{server.RutterAddress}/connections/status?access_token={server.RutterAccessTokens[1]}")
        );

        Assert.That(orders, Does.Not.Contain("null").And.Match("\"date_created\":\"[0-9T:-]+\\+0000\"").And.Match("\\.000\\+00:00\""));
        Assert.That(status, Does.Contain("\"last_sync_completed_at\":null"));
    }

    [Test]
    public async Task Gzip_is_sent_when_asked_for()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using HttpClient http = server.Http();
        byte[] plain = await http.GetByteArrayAsync(new Uri($"{server.VioletAddress}/orders"));
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using HttpResponseMessage response = await http.GetAsync(new Uri($"{server.VioletAddress}/orders"));
        await using var unzipped = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var body = new MemoryStream();
        await unzipped.CopyToAsync(body);

        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo((string[])["gzip"]));
        Assert.That(body.ToArray(), Is.EqualTo(plain));
    }

    [Test]
    public async Task Dispose_breaks_off_requests_under_way()
    {
        VioletTestServer server = await VioletTestServer.StartAsync();
        server.Faults.Add(Fault.Latency(TimeSpan.FromMinutes(5)));
        using HttpClient http = server.Http();
        Task<string> waiting = http.GetStringAsync(new Uri($"{server.VioletAddress}/orders"));
        while (server.Requests.Count == 0)
            await Task.Delay(10);
        var clock = Stopwatch.StartNew();

        await server.DisposeAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<HttpRequestException>());
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test]
    public async Task Requests_hold_no_secret()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await server.Rutter().Connections.GetStatusAsync(server.RutterAccessTokens[0]);
        Assert.That(
            server.Requests.Single().ToString(),
            Is.EqualTo("GET /rutter/versioned/connections/status (Connections_GetStatus): 200")
        );
    }

    [Test]
    public void The_log_keeps_the_newest_requests_and_counts_all()
    {
        var log = new RequestLog();
        for (int i = 0; i < RequestLog.Kept + 5; i++)
            log.Add(i % 2 == 0 ? "Orders_List" : null, "GET", $"/{i}");
        log.Newest[^1].Strike();
        log.Newest[^1].Strike();

        Assert.That(log.Newest, Has.Count.EqualTo(RequestLog.Kept));
        Assert.That((log.Newest[0].Path, log.Newest[^1].IsStruck), Is.EqualTo(("/5", true)));
        Assert.That(
            (log.Received(null), log.Received("Orders_List"), log.Received("Orders_Get")),
            Is.EqualTo((RequestLog.Kept + 5, (RequestLog.Kept / 2) + 3, 0))
        );
        Assert.That(
            (log.Struck(null), log.Struck("Orders_List")),
            Is.EqualTo((1, 1)),
            "a request is struck or not, however many faults there are"
        );
    }

    [Test]
    public async Task There_can_be_more_orders_than_usual_but_not_fewer()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Orders = 300, CustomersPerMerchant = 0 });
        using VioletClient violet = server.Violet();

        Assert.That((await violet.Orders.ListAsync(size: 1)).TotalElements, Is.EqualTo(300));
        Assert.That((await violet.Carts.CreateAsync(new CreateCartRequest())).Id, Is.EqualTo(74301), "ids go on after them");
        Assert.That(() => VioletTestServer.StartAsync(new() { Orders = 259 }), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
