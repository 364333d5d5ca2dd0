using System.Net.Http.Headers;

namespace Violet.Generated.Tests.Transport;

public class RetryTests
{
    [TestCase(408)]
    [TestCase(429)]
    [TestCase(500)]
    [TestCase(502)]
    [TestCase(503)]
    [TestCase(504)]
    public async Task A_read_is_repeated_after(int status)
    {
        using var http = new Http(Http.Answer(status), Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet();

        Order order = await http.RunAsync(violet.Orders.GetAsync(1));

        Assert.That(order.Id, Is.EqualTo(1));
        Assert.That(http.Sent, Has.Count.EqualTo(2));
    }

    [TestCase(400)]
    [TestCase(404)]
    [TestCase(409)]
    [TestCase(501)]
    public async Task A_read_is_not_repeated_after(int status)
    {
        using var http = new Http(Http.Answer(status));
        using VioletClient violet = http.Violet();

        VioletApiException? error = await Assert.CatchAsync<VioletApiException>(() => http.RunAsync(violet.Orders.GetAsync(1)));

        Assert.That(error!.StatusCode, Is.EqualTo(status));
        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_read_is_repeated_after_a_broken_connection()
    {
        using var http = new Http(
            Http.Throw(new HttpRequestException("reset")),
            Http.Throw(new HttpRequestException("reset")),
            Http.Answer(200, """{"id":1}""")
        );
        using VioletClient violet = http.Violet();

        Assert.That((await http.RunAsync(violet.Orders.GetAsync(1))).Id, Is.EqualTo(1));
        Assert.That(http.Sent, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task A_search_is_a_post_that_only_reads_so_it_is_repeated_with_its_body()
    {
        var bodies = new List<string>();
        async Task<HttpResponseMessage> Keep(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return await Http.Answer(bodies.Count == 1 ? 503 : 200, """{"content":[]}""")(request, cancellationToken);
        }

        using var http = new Http(Keep);
        using VioletClient violet = http.Violet();

        await http.RunAsync(violet.Orders.SearchAsync(new OrderSearchRequest { BagStatus = BagStatus.InProgress }));

        Assert.That(bodies, Is.EqualTo(new[] { """{"bag_status":"IN_PROGRESS"}""", """{"bag_status":"IN_PROGRESS"}""" }));
    }

    [TestCase(429)]
    [TestCase(500)]
    public async Task A_call_that_acts_is_sent_once_even_after(int status)
    {
        using var http = new Http(Http.Answer(status));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletApiException>(() => http.RunAsync(violet.Sync.ResyncOfferAsync(1)));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_call_that_acts_is_sent_once_even_when_the_connection_breaks()
    {
        using var http = new Http(Http.Throw(new HttpRequestException("reset")));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletConnectionException>(() => http.RunAsync(violet.Sync.ResyncOfferAsync(1)));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task When_the_retries_run_out_the_last_error_is_thrown()
    {
        using var http = new Http(Http.Answer(503));
        using VioletClient violet = http.Violet(options => options.MaxRetries = 2);

        VioletServerException? error = await Assert.CatchAsync<VioletServerException>(() => http.RunAsync(violet.Orders.GetAsync(1)));

        Assert.That(error!.StatusCode, Is.EqualTo(503));
        Assert.That(http.Sent, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Retry_after_in_seconds_is_waited_for()
    {
        using var http = new Http(
            Http.Answer(429, and: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30))),
            Http.Answer(200, """{"id":1}""")
        );
        using VioletClient violet = http.Violet();
        DateTimeOffset start = http.Time.GetUtcNow();

        await http.RunAsync(violet.Orders.GetAsync(1));

        Assert.That(http.Time.GetUtcNow() - start, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task Retry_after_as_a_date_is_waited_for()
    {
        using var http = new Http(
            (request, token) =>
                Http.Answer(
                    429,
                    and: response =>
                        response.Headers.RetryAfter = new RetryConditionHeaderValue(new DateTimeOffset(2026, 1, 1, 0, 0, 20, TimeSpan.Zero))
                )(request, token),
            Http.Answer(200, """{"id":1}""")
        );
        using VioletClient violet = http.Violet();

        await http.RunAsync(violet.Orders.GetAsync(1));

        Assert.That(http.Time.GetUtcNow(), Is.GreaterThanOrEqualTo(new DateTimeOffset(2026, 1, 1, 0, 0, 20, TimeSpan.Zero)));
    }

    [Test]
    public async Task Retry_after_beyond_the_time_of_the_call_is_not_waited_for_but_told()
    {
        using var http = new Http(
            Http.Answer(429, and: response => response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromDays(365)))
        );
        using VioletClient violet = http.Violet();

        VioletRateLimitException? error = await Assert.CatchAsync<VioletRateLimitException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.RetryAfter, Is.EqualTo(TimeSpan.FromDays(365)));
        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [TestCase("-5")]
    [TestCase("soon")]
    public async Task A_retry_after_that_makes_no_sense_is_ignored(string header)
    {
        using var http = new Http(
            Http.Answer(429, and: response => response.Headers.TryAddWithoutValidation("Retry-After", header)),
            Http.Answer(200, """{"id":1}""")
        );
        using VioletClient violet = http.Violet();

        Assert.That((await http.RunAsync(violet.Orders.GetAsync(1))).Id, Is.EqualTo(1));
    }

    [Test]
    public async Task Rutters_452_counts_as_a_rate_limit_and_450_is_final()
    {
        using var limited = new Http(Http.Answer(452), Http.Answer(200, """{"connection":{"id":"c"}}"""));
        ConnectionIdOf(await limited.RunAsync(limited.Rutter().Connections.GetStatusAsync("a")));
        using var refused = new Http(Http.Answer(450));

        await Assert.CatchAsync<VioletBadRequestException>(() => refused.RunAsync(refused.Rutter().Connections.GetStatusAsync("a")));

        Assert.That((limited.Sent.Count, refused.Sent.Count), Is.EqualTo((2, 1)));

        static void ConnectionIdOf(Rutter.ConnectionStatusResponse status) => Assert.That(status.Connection!.Id, Is.EqualTo("c"));
    }

    [Test]
    public async Task Retries_can_be_switched_off_for_some_calls()
    {
        using var http = new Http(Http.Answer(503), Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletServerException>(() => violet.WithOptions(o => o.MaxRetries = 0).Orders.GetAsync(1));

        Assert.That((await violet.Orders.GetAsync(1)).Id, Is.EqualTo(1));
    }

    /// <summary>A proxy's or a firewall's page, with the status of a success.</summary>
    [Test]
    public async Task A_page_in_place_of_JSON_is_retried_where_a_call_may_be()
    {
        using var http = new Http(Http.Answer(200, "<html>Please wait</html>", "text/html"), Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet();

        Assert.That((await http.RunAsync(violet.Orders.GetAsync(1))).Id, Is.EqualTo(1));
        Assert.That(http.Sent, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_page_in_place_of_JSON_is_told_with_status_type_and_request_id()
    {
        using var http = new Http(
            Http.Answer(200, "<html>Jane Doe</html>", "text/html", response => response.Headers.Add("X-Request-Id", "r-17"))
        );
        using VioletClient violet = http.Violet();

        VioletJsonException? error = await Assert.CatchAsync<VioletJsonException>(() => http.RunAsync(violet.Sync.ResyncOfferAsync(1)));

        Assert.That(error!.Message, Does.StartWith("Sync.ResyncOffer: HTTP 200 with text/html in place of JSON, request id r-17."));
        Assert.That(error.ToString(), Does.Not.Contain("Jane"));
        Assert.That(http.Sent, Has.Count.EqualTo(1), "it acts");
    }

    [Test]
    public async Task JSON_that_is_not_what_the_contract_says_is_not_asked_for_again()
    {
        using var http = new Http(Http.Answer(200, """{"id":"""));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletJsonException>(() => http.RunAsync(violet.Orders.GetAsync(1)));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }
}
