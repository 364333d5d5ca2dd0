using System.Net.Http.Headers;
using RichardSzalay.MockHttp;
using Violet.Generated.Tests.Locales;

namespace Violet.Generated.Tests.Transport;

[TestFixtureSource(typeof(Locale), nameof(Locale.All))]
public class RequestTests(Locale place) : InPlace(place)
{
    [Test]
    public async Task Listing_orders_sends_the_three_headers_and_the_filters_and_reads_the_page()
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Get, "https://sandbox-api.violet.io/v1/orders")
            .WithExactQueryString("page=2&size=50&date_last_modified%3Amin=2024-01-15T00%3A00%3A00%2B0000")
            .WithHeaders(
                new Dictionary<string, string>
                {
                    ["X-Violet-App-Id"] = "10",
                    ["X-Violet-App-Secret"] = "s",
                    ["X-Violet-Token"] = "t",
                }
            )
            .Respond(
                "application/json",
                """{"content":[{"id":7,"status":"canceled","date_created":"2024-06-28T20:31:56+0000","news":1}],"number":0,"last":true}"""
            );
        using var violet = new VioletClient(
            new VioletOptions
            {
                AppId = 10,
                AppSecret = "s",
                Token = "t",
            },
            http.ToHttpClient()
        );

        OrderPage page = await violet.Orders.ListAsync(
            page: 2,
            size: 50,
            modifiedAfter: new DateTimeOffset(2024, 1, 15, 1, 0, 0, 500, TimeSpan.FromHours(1))
        );

        http.VerifyNoOutstandingExpectation();
        Order order = page.Content.Single();
        Assert.Multiple(() =>
        {
            Assert.That(order.Id, Is.EqualTo(7));
            Assert.That(order.Status == OrderStatus.Canceled);
            Assert.That(order.Status.Raw, Is.EqualTo("canceled"));
            Assert.That(order.DateCreated, Is.EqualTo(new DateTimeOffset(2024, 6, 28, 20, 31, 56, TimeSpan.Zero)));
            Assert.That((int?)order.Extra["news"], Is.EqualTo(1));
        });
    }

    [Test]
    public async Task What_is_left_out_is_not_sent()
    {
        using var http = new Http(Http.Answer(200, """{"content":[]}"""));

        await http.Violet().Orders.ListAsync();

        Assert.That(http.Sent.Single(), Is.EqualTo("GET https://sandbox-api.violet.io/v1/orders"));
    }

    [Test]
    public async Task The_app_id_of_the_options_fills_the_parameter_that_the_api_requires()
    {
        using var http = new Http(Http.Answer(200, "[]"));

        await http.Violet().Connections.ListHealthAsync();
        await http.Violet().Connections.ListHealthAsync(appId: 99);

        Assert.That(
            http.Sent,
            Is.EqualTo(
                new[]
                {
                    "GET https://sandbox-api.violet.io/v1/operations/connection_health?app_id=10",
                    "GET https://sandbox-api.violet.io/v1/operations/connection_health?app_id=99",
                }
            )
        );
    }

    [Test]
    public async Task Values_in_path_and_query_are_escaped()
    {
        using var http = new Http(Http.Answer(200, "{}"));

        await http.Rutter().Connections.GetStatusAsync("a b&c=d/é?#");

        Assert.That(
            http.Sent.Single(),
            Is.EqualTo("GET https://sandbox.rutterapi.com/versioned/connections/status?access_token=a%20b%26c%3Dd%2F%C3%A9%3F%23")
        );
    }

    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    public async Task A_path_value_that_would_reach_another_endpoint_is_refused(string id)
    {
        using var http = new Http(Http.Answer(200, "{}"));

        ArgumentException? error = await Assert.CatchAsync<ArgumentException>(() => http.Rutter().Connections.DeleteAsync(id));

        Assert.That(error!.Message, Does.Contain("'id'"));
        Assert.That(http.Sent, Is.Empty);
    }

    [Test]
    public async Task A_missing_required_field_is_named_before_anything_is_sent()
    {
        using var http = new Http(Http.Answer(200, "{}"));

        ArgumentException? error = await Assert.CatchAsync<ArgumentException>(() =>
            http.Violet().Auth.LoginAsync(new LoginRequest { Username = "u" })
        );

        Assert.That(error!.Message, Does.Contain("LoginRequest").And.Contain("'password'"));
        Assert.That(http.Sent, Is.Empty);
    }

    [Test]
    public async Task A_login_carries_no_token_and_escapes_its_credentials()
    {
        string? body = null;
        using var http = new Http(
            async (request, token) =>
            {
                body = await request.Content!.ReadAsStringAsync(token);
                return await Http.Answer(200, """{"token":"t"}""")(request, token);
            }
        );

        await http.Violet().Auth.LoginAsync(new LoginRequest { Username = "a@b.c", Password = "p!é" });

        Assert.That(body, Is.EqualTo("""{"username":"a\u0040b\u002ec","password":"p\u0021\u00e9"}"""));
        Assert.That(http.Requests.Single().Headers.Contains("X-Violet-Token"), Is.False);
        Assert.That(http.Requests.Single().Content!.Headers.ContentType, Is.EqualTo(new MediaTypeHeaderValue("application/json")));
    }

    [Test]
    public async Task Rutter_gets_basic_credentials_its_version_and_one_idempotency_key_per_post()
    {
        using var http = new Http(Http.Answer(200, """{"connection":{"id":"c"}}"""));

        await http.Rutter().Connections.CreateAsync(new Rutter.CreateConnectionRequest());

        HttpRequestHeaders headers = http.Requests.Single().Headers;
        Assert.That(headers.Authorization!.ToString(), Is.EqualTo("Basic " + Convert.ToBase64String("id:rutter-secret"u8.ToArray())));
        Assert.That(headers.GetValues("X-Rutter-Version").Single(), Is.EqualTo("2024-08-31"));
        Assert.That(Guid.TryParse(headers.GetValues("Idempotency-Key").Single(), out _));
    }

    [Test]
    public async Task Headers_of_the_caller_are_sent_but_never_in_place_of_the_credentials()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}"""));
        IVioletClient violet = http.Violet()
            .WithOptions(o =>
            {
                o.Headers["X-Trace"] = "42";
                o.Headers["X-Violet-Token"] = "someone-else";
            });

        await violet.Orders.GetAsync(1);

        HttpRequestHeaders headers = http.Requests.Single().Headers;
        Assert.That(headers.GetValues("X-Trace").Single(), Is.EqualTo("42"));
        Assert.That(headers.GetValues("X-Violet-Token").Single(), Is.EqualTo("token-1"));
    }

    [Test]
    public async Task Status_and_headers_of_an_answer_can_be_had()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}""", and: response => response.Headers.Add("X-Mark", "m")));
        (int, string?) seen = default;

        await http.Violet()
            .WithOptions(o => o.OnResponse = response => seen = (response.StatusCode, response.GetHeader("x-mark")))
            .Orders.GetAsync(1);

        Assert.That(seen, Is.EqualTo((200, "m")));
    }

    [Test]
    public async Task Status_and_headers_of_an_answer_that_breaks_off_can_be_had_too()
    {
        using var http = new Http(Http.Answer(200, "{}", and: response => response.Content.Headers.ContentLength = 1000));
        int seen = 0;

        await Assert.CatchAsync<VioletConnectionException>(() =>
            http.Violet().WithOptions(o => (o.MaxRetries, o.OnResponse) = (0, response => seen = response.StatusCode)).Orders.GetAsync(1)
        );

        Assert.That(seen, Is.EqualTo(200));
    }

    [Test]
    public async Task A_path_that_the_contract_does_not_know_can_be_called()
    {
        using var http = new Http(Http.Answer(200, """{"a":[1]}"""), Http.Answer(204, ""));

        Assert.That((int?)(await http.Violet().SendAsync(HttpMethod.Get, "/new/thing?x=1"))!["a"]![0], Is.EqualTo(1));
        Assert.That(http.Sent.Single(), Is.EqualTo("GET https://sandbox-api.violet.io/v1/new/thing?x=1"));
    }

    [TestCase("orders:search")]
    [TestCase("https:orders")]
    [TestCase("a/b:c?from=https://example.org/")]
    public async Task A_colon_in_a_path_is_no_scheme(string path)
    {
        using var http = new Http(Http.Answer(200));

        await http.Violet().SendAsync(HttpMethod.Get, path);

        Assert.That(http.Sent.Single(), Is.EqualTo("GET https://sandbox-api.violet.io/v1/" + path));
    }

    [TestCase("https://elsewhere.example/x")]
    [TestCase("//elsewhere.example/x")]
    [TestCase("../../x")]
    public async Task Credentials_cannot_be_led_elsewhere_by_a_path(string path)
    {
        using var http = new Http(Http.Answer(200));

        await Assert.CatchAsync<ArgumentException>(() => http.Violet().SendAsync(HttpMethod.Get, path));

        Assert.That(http.Sent, Is.Empty);
    }
}
