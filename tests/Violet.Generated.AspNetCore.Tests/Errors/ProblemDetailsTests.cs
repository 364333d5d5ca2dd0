using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Errors;

public class ProblemDetailsTests
{
    private const string Words = "pl4nted-mail@example.org ordered it";

    [Test]
    public async Task An_unknown_order_is_404_with_slug_and_code()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/987654", UriKind.Relative));
        JsonNode problem = await ProblemAsync(response);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)problem["slug"], Is.EqualTo(VioletErrorSlugs.OrderNotFound));
        Assert.That((int?)problem["code"], Is.EqualTo(4216));
        Assert.That((int?)problem["status"], Is.EqualTo(404));
        Assert.That((string?)problem["title"], Is.EqualTo("Not Found"));
        Assert.That((string?)problem["traceId"], Is.Not.Empty);
        Assert.That(app.Answers.Single().Level, Is.EqualTo(LogLevel.Information));
    }

    // What is there to be told is told, with the name of it; the rest is between the app and the API.
    [TestCase(404, "order_not_found", 4216, 404, true)]
    [TestCase(404, "merchant_not_found", 1001, 404, false)] // not in the contract, but in Violet's form
    [TestCase(404, "not_found", null, 502, false)]
    [TestCase(404, "Not Found", null, 502, false)]
    [TestCase(404, "ada_lovelace", 7, 502, false)]
    [TestCase(404, null, null, 502, false)]
    [TestCase(410, null, null, 404, false)]
    [TestCase(400, "order_completed", 4222, 409, true)]
    [TestCase(400, "insufficient_inventory", 4223, 409, true)]
    [TestCase(401, "merchant_not_connected", 7118, 409, true)]
    [TestCase(401, "sku_not_accessible", 2008, 409, true)]
    [TestCase(409, "order_submission_in_progress", 4238, 409, true)]
    [TestCase(409, null, null, 409, false)]
    [TestCase(409, "ada_lovelace", 1, 409, false)]
    [TestCase(400, "blocked_address", 4236, 422, true)]
    [TestCase(412, "empty_cart", 4204, 422, true)]
    [TestCase(422, "external_cart_creation_failure", 2503, 422, true)]
    [TestCase(422, null, null, 422, false)]
    [TestCase(429, null, null, 429, false)]
    [TestCase(400, "missing_parameter", 9002, 502, false)]
    [TestCase(400, "bad_request", 1001, 502, false)]
    [TestCase(400, null, null, 502, false)]
    [TestCase(401, null, null, 502, false)]
    [TestCase(403, "insufficient_permissions", 9403, 502, false)]
    [TestCase(405, null, null, 502, false)]
    [TestCase(408, null, null, 504, false)]
    [TestCase(500, "order_not_found", 4216, 502, false)]
    [TestCase(503, null, null, 502, false)]
    [TestCase(504, null, null, 504, false)]
    public async Task Each_refusal_has_its_answer(int status, string? slug, int? code, int expected, bool isNamed)
    {
        await using ErrorApp app = await ErrorApp.StartAsync(violet: o => (o.Username, o.Password, o.Token) = (null, null, "a-token"));
        var body = new JsonObject { ["message"] = Words };
        if (slug is not null)
            body["error"] = slug;
        if (code is not null)
            body["code"] = code;
        app.Server.Faults.Add(Fault.Status(status, body.ToJsonString()).WithHeader("X-Request-Id", Words).On("Orders.Get"));

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));
        JsonNode problem = await ProblemAsync(response);

        Assert.That((int)response.StatusCode, Is.EqualTo(expected));
        Assert.That((string?)problem["slug"], Is.EqualTo(isNamed ? slug : null));
        Assert.That((int?)problem["code"], Is.EqualTo(isNamed ? code : null));
        Assert.That(problem.ToJsonString(), Does.Not.Contain("pl4nted").And.Not.Contain("lovelace").And.Not.Contain("a-token"));
        (LogLevel level, string text) = app.Answers.Single();
        Assert.That(
            level,
            Is.EqualTo(
                expected >= 500 ? LogLevel.Error
                : expected == 429 ? LogLevel.Warning
                : LogLevel.Information
            )
        );
        Assert.That(text, Does.Contain("Orders.Get failed with HTTP " + status.ToString(CultureInfo.InvariantCulture)));
        Assert.That(app.Log.Text, Does.Not.Contain("pl4nted").And.Not.Contain("a-token"));
    }

    [TestCase(null, null)]
    [TestCase(0.0, "0")]
    [TestCase(90.0, "90")]
    public async Task Too_many_calls_are_429_with_the_wait_that_the_API_asks_for(double? seconds, string? expected)
    {
        await using ErrorApp app = await ErrorApp.StartAsync();
        TimeSpan? wait = seconds is { } s ? TimeSpan.FromSeconds(s) : null;
        app.Server.Faults.Add(Fault.RateLimit(wait).On("Orders.Get"));

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));

        Assert.That((int)response.StatusCode, Is.EqualTo(429));
        Assert.That(
            response.Headers.TryGetValues("Retry-After", out IEnumerable<string>? values) ? values.Single() : null,
            Is.EqualTo(expected)
        );
    }

    public static IEnumerable<TestCaseData> Faults =>
        [
            new TestCaseData(Fault.ResetConnection, 502).SetArgDisplayNames("a connection that is reset"),
            new TestCaseData(Fault.CutBody, 502).SetArgDisplayNames("a body that is cut off"),
            new TestCaseData(Fault.TruncatedJson, 502).SetArgDisplayNames("JSON that ends early"),
            new TestCaseData(Fault.WrongTypes, 502).SetArgDisplayNames("JSON of other types"),
            new TestCaseData(Fault.Html(200), 502).SetArgDisplayNames("a page of HTML"),
            new TestCaseData(Fault.Html(404), 502).SetArgDisplayNames("a wrong base address"),
            new TestCaseData(Fault.HugeBody(), 502).SetArgDisplayNames("a body that never ends"),
            new TestCaseData(Fault.Redirect(new Uri("?again", UriKind.Relative)), 502).SetArgDisplayNames("a redirect"),
            new TestCaseData(Fault.Latency(TimeSpan.FromMinutes(5)), 504).SetArgDisplayNames("an API that hangs"),
        ];

    [TestCaseSource(nameof(Faults))]
    public async Task Whatever_breaks_behind_the_app_is_a_fault_of_a_gateway(Fault fault, int expected)
    {
        await using ErrorApp app = await ErrorApp.StartAsync(violet: o =>
        {
            o.MaxResponseBytes = 1024 * 1024;
            o.AttemptTimeout = TimeSpan.FromSeconds(expected == 504 ? 0.5 : 30);
        });
        app.Server.Faults.Add(fault.On("Orders.Get"));

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));
        JsonNode problem = await ProblemAsync(response);

        Assert.That((int)response.StatusCode, Is.EqualTo(expected));
        Assert.That(problem.AsObject().Select(member => member.Key), Is.EquivalentTo(new[] { "type", "title", "status", "traceId" }));
        Assert.That(app.Answers.Single().Level, Is.EqualTo(LogLevel.Error));
    }

    [Test]
    public async Task Wrong_credentials_are_502_and_in_no_answer()
    {
        await using ErrorApp app = await ErrorApp.StartAsync(violet: o => o.Password = "pl4nted-password");

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(await response.Content.ReadAsStringAsync() + app.Log.Text, Does.Not.Contain("pl4nted"));
    }

    [Test]
    public async Task Rutter_is_answered_for_alike()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();

        using HttpResponseMessage unknown = await app.Client.DeleteAsync(new Uri("connections/none", UriKind.Relative));
        using HttpResponseMessage refused = await app.Client.GetAsync(new Uri("status/pl4nted-token", UriKind.Relative));
        app.Server.Faults.Add(Fault.Status(452).On("Connections.GetStatus"));
        using HttpResponseMessage tooMany = await app.Client.GetAsync(new Uri("status/pl4nted-token", UriKind.Relative));

        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadGateway));
        Assert.That(tooMany.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Not.Contain("pl4nted"));
    }

    [Test]
    public async Task An_order_with_errors_is_422()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();
        app.Server.Stub("Orders.Get", $$"""{"id":7,"errors":[{"type":"EXTERNAL_ADD_ITEM","message":"{{Words}}"}]}""");

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("settled/7", UriKind.Relative));

        Assert.That((int)response.StatusCode, Is.EqualTo(422));
        Assert.That(await response.Content.ReadAsStringAsync() + app.Log.Text, Does.Not.Contain("pl4nted"));
    }

    [Test]
    public async Task A_caller_that_gives_up_is_no_failure()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();
        app.Server.Faults.Add(Fault.Latency(TimeSpan.FromMinutes(5)).On("Orders.Get"));
        using var gone = new CancellationTokenSource();

        Task<HttpResponseMessage> call = app.Client.GetAsync(new Uri("orders/1", UriKind.Relative), gone.Token);
        while (!app.Server.Requests.Any(request => request.Operation == "Orders_Get"))
            await Task.Yield();
        await gone.CancelAsync();

        await Assert.ThatAsync(() => call, Throws.InstanceOf<OperationCanceledException>());
        await app.Log.WaitForAsync("StatusCode=499");
        Assert.That(app.Answers, Is.Empty);
        Assert.That(app.Log.Lines.Where(line => line.Level >= LogLevel.Warning), Is.Empty);
    }

    [Test]
    public async Task What_is_not_of_the_clients_is_left_to_others()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("other", UriKind.Relative));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(app.Answers, Is.Empty);
        Assert.That(app.Log.Lines.Count(line => line.Level == LogLevel.Error), Is.EqualTo(1));
    }

    [Test]
    public async Task A_failure_is_logged_once()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();
        app.Server.Faults.Add(Fault.Status(500).WithHeader("X-Request-Id", "req-1").On("Orders.Get"));

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));

        (LogLevel level, string text) = app.Log.Lines.Single(line => line.Level >= LogLevel.Warning);
        Assert.That(level, Is.EqualTo(LogLevel.Error));
        Assert.That(text, Does.StartWith("Answered with 502: Orders.Get failed with HTTP 500.").And.Contain("req-1"));
    }

    [Test]
    public async Task An_app_maps_exceptions_as_it_likes()
    {
        await using ErrorApp app = await ErrorApp.StartAsync(problems: options =>
            options
                .Map<VioletApiException>(e => e.Slug == VioletErrorSlugs.InvalidParameter ? 422 : null)
                .Map<VioletRateLimitException>(_ => 503)
        );
        app.Server.Faults.Add(Fault.Status(400, """{"error":"invalid_parameter","code":9001}""").On("Orders.Get").Once());
        app.Server.Faults.Add(Fault.RateLimit(TimeSpan.FromSeconds(9)).On("Orders.Get").Once());

        using HttpResponseMessage refused = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));
        using HttpResponseMessage tooMany = await app.Client.GetAsync(new Uri("orders/1", UriKind.Relative));
        using HttpResponseMessage usual = await app.Client.GetAsync(new Uri("orders/987654", UriKind.Relative));

        Assert.That((int)refused.StatusCode, Is.EqualTo(422));
        Assert.That((int)tooMany.StatusCode, Is.EqualTo(503));
        Assert.That(tooMany.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(9)));
        Assert.That((int)usual.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public void A_status_that_is_none_of_an_error_is_a_mistake() =>
        Assert.That(
            () => new VioletProblemDetailsOptions().Map<VioletException>(_ => 200).StatusOf(new VioletException("")),
            Throws.InvalidOperationException
        );

    [Test]
    public async Task What_the_app_wants_to_say_is_added()
    {
        await using ErrorApp app = await ErrorApp.StartAsync(services: services =>
            services.AddProblemDetails(o =>
                o.CustomizeProblemDetails = context => context.ProblemDetails.Detail = context.Exception!.GetType().Name
            )
        );

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/987654", UriKind.Relative));

        Assert.That((string?)(await ProblemAsync(response))["detail"], Is.EqualTo(nameof(VioletNotFoundException)));
    }

    [Test]
    public async Task Whoever_accepts_no_JSON_gets_the_status()
    {
        await using ErrorApp app = await ErrorApp.StartAsync();
        app.Client.DefaultRequestHeaders.Add("Accept", "text/html");

        using HttpResponseMessage response = await app.Client.GetAsync(new Uri("orders/987654", UriKind.Relative));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(app.Answers.Count(), Is.EqualTo(1));
    }

    [Test]
    public void Every_slug_of_the_contract_has_been_thought_of()
    {
        string[] ofTheApp =
        [
            VioletErrorSlugs.BadRequest,
            VioletErrorSlugs.EmptyBody,
            VioletErrorSlugs.InsufficientPermissions,
            VioletErrorSlugs.InvalidParameter,
            VioletErrorSlugs.MissingParameter,
            VioletErrorSlugs.UnknownError,
        ];

        IEnumerable<string> slugs = typeof(VioletErrorSlugs)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.That(
            slugs.Where(slug => ProblemStatus.Of(new VioletApiException("Orders.Get", 400, slug)) == 502),
            Is.EquivalentTo(ofTheApp),
            "A new slug is the caller's business (ProblemStatus.OfSlug) or the app's (here)."
        );
    }

    private static async Task<JsonNode> ProblemAsync(HttpResponseMessage response)
    {
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
