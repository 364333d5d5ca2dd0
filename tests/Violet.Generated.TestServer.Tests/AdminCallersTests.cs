using System.Net;
using System.Threading.Channels;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Tests;

/// <summary>Who may use the admin API, and what it does not tell.</summary>
public sealed class AdminCallersTests
{
    private Admin _admin = null!;

    [SetUp]
    public async Task Start() => _admin = await Admin.StartAsync();

    [TearDown]
    public async Task Stop() => await _admin.DisposeAsync();

    [TestCase("Host", "attacker.example", TestName = "A_name_that_was_made_to_lead_here_is_refused")]
    [TestCase("Origin", "https://attacker.example", TestName = "A_page_that_posts_is_refused")]
    [TestCase("Origin", "null", TestName = "A_page_without_a_name_is_refused")]
    [TestCase("Sec-Fetch-Site", "cross-site", TestName = "An_image_of_another_page_is_refused")]
    public async Task Refused(string header, string value)
    {
        using HttpResponseMessage response = await _admin.SendAsync("POST", "/faults", """{"fault":"CutBody"}""", (header, value));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await _admin.CallAsync("GET", "/faults")).Body!.AsArray(), Is.Empty);
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1:5085")]
    [TestCase("[::1]")]
    public async Task Names_of_this_machine_are_taken(string host)
    {
        using HttpResponseMessage response = await _admin.SendAsync("GET", "/health", null, ("Host", host));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task No_page_is_allowed_to_read_an_answer()
    {
        using HttpResponseMessage response = await _admin.SendAsync(
            "OPTIONS",
            "/faults",
            null,
            ("Origin", "https://app.example"),
            ("Access-Control-Request-Method", "POST")
        );

        Assert.That(
            response.Headers.Where(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase)),
            Is.Empty
        );
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Every_request_is_a_line_with_what_was_answered()
    {
        await using var log = new LineLog();
        await using Admin admin = await Admin.StartAsync(log);
        admin.Server.Faults.Add(Fault.RateLimit().On("Orders.Get"));
        admin.Server.Faults.Add(Fault.ResetConnection.On("Offers.Get"));
        using VioletClient violet = admin.Violet();

        await Assert.CatchAsync<VioletRateLimitException>(() => violet.Orders.GetAsync(74001));
        await Assert.CatchAsync<VioletConnectionException>(() => violet.Offers.GetAsync(20001));

        Assert.That(
            new[] { await log.NextAsync(), await log.NextAsync(), await log.NextAsync() }.Select(line => line[9..]),
            Is.EqualTo(
                new[]
                {
                    "200 POST /v1/login Auth_Login",
                    "429 GET /v1/orders/74001 Orders_Get (fault)",
                    "--- GET /v1/catalog/offers/20001 Offers_Get (fault)",
                }
            )
        );
    }

    [Test]
    public async Task Neither_log_holds_a_credential()
    {
        await using var log = new LineLog();
        await using Admin admin = await Admin.StartAsync(log);
        string rutterToken = admin.Server.RutterAccessTokens[0];
        using VioletClient violet = admin.Violet();
        await violet.Orders.ListAsync(page: 2);
        using var http = new HttpClient();
        using (await http.GetAsync(new Uri($"{admin.Server.RutterAddress}/connections/access_token?access_token={rutterToken}")))
        using (await http.PostAsync(new Uri($"{admin.Server.VioletAddress}/login"), new StringContent("password=" + admin.Server.Password)))
        { }

        string shown = (await admin.CallAsync("GET", "/requests")).Body!.ToJsonString();
        string printed = string.Join('\n', await log.NextAsync(), await log.NextAsync(), await log.NextAsync(), await log.NextAsync());

        Assert.That(shown, Does.Contain("page=2").And.Contain("access_token=***").And.Contain("Connections_Get"));
        Assert.That(printed, Does.Contain("200 GET /v1/orders Orders_List"));
        foreach (string text in new[] { shown, printed })
        {
            Assert.That(
                text,
                Does.Not.Contain(admin.Server.Password)
                    .And.Not.Contain("Passw0rd")
                    .And.Not.Contain(admin.Server.AppSecret)
                    .And.Not.Contain(admin.Server.RutterClientSecret)
                    .And.Not.Contain(rutterToken)
                    .And.Not.Contain("eyJ")
            );
        }
    }

    /// <summary>The lines as they are written: that of a request may come after its client has read the response.</summary>
    private sealed class LineLog : StringWriter
    {
        private readonly Channel<string> _lines = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public ValueTask<string> NextAsync() => _lines.Reader.ReadAsync();

        public override void WriteLine(string? value) => _lines.Writer.TryWrite(value!);
    }
}
