using System.Diagnostics;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>Every fault as the client sees it.</summary>
public class FaultTests
{
    private VioletTestServer _server = null!;
    private VioletClient _violet = null!;

    private int Attempts => _server.Requests.Count(r => r.Operation == "Orders_List");

    [SetUp]
    public async Task Start()
    {
        _server = await VioletTestServer.StartAsync();
        _violet = _server.Violet();
        await _violet.Orders.GetAsync(74001); // logged in
    }

    [TearDown]
    public async Task Stop()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
    }

    public static IEnumerable<TestCaseData> Passing() =>
        [
            new TestCaseData(Fault.Status(500)).SetArgDisplayNames("500"),
            new TestCaseData(Fault.RateLimit()).SetArgDisplayNames("429"),
            new TestCaseData(Fault.RateLimit(TimeSpan.FromSeconds(1))).SetArgDisplayNames("429 with Retry-After"),
            new TestCaseData(Fault.Html()).SetArgDisplayNames("HTML with 502"),
            new TestCaseData(Fault.CutBody).SetArgDisplayNames("cut body"),
            new TestCaseData(Fault.ResetConnection).SetArgDisplayNames("reset connection"),
            new TestCaseData(Fault.ResetInBody).SetArgDisplayNames("reset in the body"),
            new TestCaseData(Fault.CorruptGzip).SetArgDisplayNames("corrupt gzip"),
            new TestCaseData(Fault.ExpiredToken).SetArgDisplayNames("expired token"),
        ];

    [TestCaseSource(nameof(Passing))]
    public async Task A_fault_that_passes_is_repeated(Fault fault)
    {
        _server.Faults.Add(fault.On("Orders_List").Once());

        OrderPage page = await _violet.Orders.ListAsync();

        Assert.That(page.Content, Has.Count.EqualTo(20));
        Assert.That(Attempts, Is.EqualTo(2));
    }

    public static IEnumerable<TestCaseData> Lasting() =>
        [
            new TestCaseData(Fault.Status(500), typeof(VioletServerException)).SetArgDisplayNames("500"),
            new TestCaseData(
                Fault.Status(403, """{"message":"no","error":"insufficient_permissions","code":9901}"""),
                typeof(VioletPermissionException)
            ).SetArgDisplayNames("403"),
            new TestCaseData(Fault.RateLimit(), typeof(VioletRateLimitException)).SetArgDisplayNames("429"),
            new TestCaseData(Fault.CutBody, typeof(VioletConnectionException)).SetArgDisplayNames("cut body"),
            new TestCaseData(Fault.ResetConnection, typeof(VioletConnectionException)).SetArgDisplayNames("reset connection"),
            new TestCaseData(Fault.ResetInBody, typeof(VioletConnectionException)).SetArgDisplayNames("reset in the body"),
            new TestCaseData(Fault.CorruptGzip, typeof(VioletConnectionException)).SetArgDisplayNames("corrupt gzip"),
            new TestCaseData(Fault.Html(200), typeof(VioletJsonException)).SetArgDisplayNames("HTML with 200"),
            new TestCaseData(Fault.TruncatedJson, typeof(VioletJsonException)).SetArgDisplayNames("truncated JSON"),
            new TestCaseData(Fault.HugeBody(300_000), typeof(VioletResponseTooLargeException)).SetArgDisplayNames("huge body"),
            new TestCaseData(Fault.HugeBody(), typeof(VioletResponseTooLargeException)).SetArgDisplayNames("endless body"),
            new TestCaseData(Fault.SlowBody(TimeSpan.FromSeconds(30)), typeof(VioletTimeoutException)).SetArgDisplayNames("slow body"),
            new TestCaseData(Fault.Latency(TimeSpan.FromSeconds(30)), typeof(VioletTimeoutException)).SetArgDisplayNames("latency"),
            new TestCaseData(Fault.Redirect(new Uri("http://127.0.0.1:1/elsewhere")), typeof(VioletApiException)).SetArgDisplayNames(
                "redirect"
            ),
        ];

    [TestCaseSource(nameof(Lasting))]
    public async Task A_fault_that_lasts_is_told(Fault fault, Type exception)
    {
        using VioletClient violet = _server.Violet(o =>
        {
            o.MaxRetries = 0;
            o.MaxResponseBytes = 200_000;
            o.Timeout = o.AttemptTimeout = TimeSpan.FromSeconds(2);
        });
        await violet.Orders.ListAsync(size: 1);
        _server.Faults.Add(fault.On("Orders_List"));

        Exception thrown = (await Assert.CatchAsync(() => violet.Orders.ListAsync(size: 10)))!;

        Assert.That(thrown, Is.TypeOf(exception), thrown.ToString());
        Assert.That(Attempts, Is.EqualTo(2));
        _server.Faults.Clear();
        Assert.That((await violet.Orders.ListAsync(size: 1)).Content, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Latency_goes_on_to_the_next_fault()
    {
        _server.Faults.Add(Fault.Latency(TimeSpan.FromMilliseconds(300)).On("Orders_*"));
        _server.Faults.Add(Fault.Status(404));
        var clock = Stopwatch.StartNew();

        await Assert.CatchAsync<VioletNotFoundException>(() => _violet.Orders.ListAsync());

        Assert.That(clock.Elapsed, Is.GreaterThan(TimeSpan.FromMilliseconds(250)));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Retry_After_is_told_and_kept()
    {
        _server.Faults.Add(Fault.RateLimit(TimeSpan.FromSeconds(7)).On("Orders_List"));
        VioletRateLimitException limited = (
            await Assert.ThrowsAsync<VioletRateLimitException>(() => _violet.WithOptions(o => o.MaxRetries = 0).Orders.ListAsync())
        )!;
        Assert.That(limited.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7)));
        await Task.CompletedTask;
    }

    [Test]
    public async Task Faults_strike_as_often_as_they_are_told()
    {
        using HttpClient http = _server.Http();
        async Task<string> Ask(int times)
        {
            var statuses = new List<int>();
            for (int i = 0; i < times; i++)
            {
                using HttpResponseMessage response = await http.GetAsync(new Uri($"{_server.VioletAddress}/orders/74001"));
                statuses.Add((int)response.StatusCode);
            }

            _server.Faults.Clear();
            return string.Join(' ', statuses);
        }

        var error = Fault.Status(503);
        _server.Faults.Add(error.Times(2));
        Assert.That(await Ask(4), Is.EqualTo("503 503 200 200"));
        _server.Faults.Add(error.Every(3));
        Assert.That(await Ask(6), Is.EqualTo("200 200 503 200 200 503"));
        _server.Faults.Add(error.WithProbability(0.5, seed: 7));
        string first = await Ask(12);
        _server.Faults.Add(error.WithProbability(0.5, seed: 7));
        Assert.That(await Ask(12), Is.EqualTo(first));
        Assert.That(first, Does.Contain("503").And.Contain("200"));
    }

    [Test]
    public async Task A_walk_over_all_orders_survives_faults()
    {
        _server.Faults.Add(Fault.Status(500).On("Orders_List").Every(5));
        _server.Faults.Add(Fault.CutBody.On("Orders_List").Every(6));
        List<Order> orders = await _violet.Orders.ListAll().ToListAsync();
        Assert.That(orders.Select(o => o.Id).Distinct().Count(), Is.EqualTo(260));
    }
}
