using System.Globalization;
using System.Net;
using RichardSzalay.MockHttp;
using Violet.Generated.Rutter;

namespace Violet.Generated.Tests.Transport;

public class WithResponseTests
{
    private const string Order = """{"id":1, "a_field_of_tomorrow": true}""";

    [Test]
    public async Task The_model_comes_with_status_headers_and_request_id()
    {
        using var http = new Http(
            Http.Answer(
                202,
                Order,
                and: response =>
                {
                    response.Headers.Add("X-Request-Id", "req-1");
                    response.Headers.Add("X-Mark", ["a", "b"]);
                }
            )
        );

        VioletResponse<Order> response = await http.Violet().WithResponseAsync(v => v.Orders.GetAsync(1));

        Assert.That(response.Value.Id, Is.EqualTo(1));
        Assert.That(response.StatusCode, Is.EqualTo(202));
        Assert.That(response.RequestId, Is.EqualTo("req-1"));
        Assert.That(response.Headers["x-mark"], Is.EqualTo("a, b"));
        Assert.That(response.Headers["content-type"], Does.StartWith("application/json"));
        Assert.That(response.Body, Is.Null);
        Assert.That(response.ToString(), Is.EqualTo("HTTP 202"));
    }

    [Test]
    public async Task The_body_comes_as_it_was_when_asked_for()
    {
        using var http = new Http(Http.Answer(200, Order));

        VioletResponse<Order> response = await http.Violet().WithResponseAsync(v => v.Orders.GetAsync(1), keepBody: true);

        Assert.That(response.Body, Is.EqualTo(Order));
        Assert.That(response.RequestId, Is.Null);
    }

    [Test]
    public async Task A_call_without_a_result_has_a_response_too()
    {
        using var http = new Http(Http.Answer(204, ""));

        VioletResponse response = await http.Violet().WithResponseAsync(v => v.Webhooks.DeleteAsync(1), keepBody: true);

        Assert.That((response.StatusCode, response.Body), Is.EqualTo((204, "")));
    }

    [Test]
    public async Task Rutter_has_it_too()
    {
        using var http = new Http(Http.Answer(200, "{}", and: response => response.Headers.Add("X-Rutter-Request-ID", "r-1")));

        VioletResponse<ConnectionStatusResponse> response = await http.Rutter()
            .WithResponseAsync(r => r.Connections.GetStatusAsync("token"));

        Assert.That(response.RequestId, Is.EqualTo("r-1"));
    }

    [Test]
    public async Task Of_a_call_with_retries_the_last_response_counts()
    {
        using var http = new Http(
            Http.Answer(503, "{}", and: response => response.Headers.Add("X-Request-Id", "first")),
            Http.Answer(200, Order, and: response => response.Headers.Add("X-Request-Id", "second"))
        );

        VioletResponse<Order> response = await http.RunAsync(http.Violet().WithResponseAsync(v => v.Orders.GetAsync(1), keepBody: true));

        Assert.That((response.StatusCode, response.RequestId, response.Body), Is.EqualTo((200, "second", Order)));
    }

    [Test]
    public async Task Of_several_calls_the_last_response_counts()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}"""), Http.Answer(201, """{"id":2}"""));

        VioletResponse<long> response = await http.Violet()
            .WithResponseAsync(async v => (await v.Orders.GetAsync(1)).Id + (await v.Orders.GetAsync(2)).Id, keepBody: true);

        Assert.That((response.Value, response.StatusCode, response.Body), Is.EqualTo((3, 201, """{"id":2}""")));
    }

    [Test]
    public async Task Calls_side_by_side_have_their_own_responses()
    {
        using var handler = new MockHttpMessageHandler();
        handler
            .When("*")
            .Respond(async request =>
            {
                await Task.Yield();
                string id = request.RequestUri!.Segments[^1];
                var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent($$"""{"id":{{id}}}""") };
                response.Headers.Add("X-Request-Id", "req-" + id);
                return response;
            });
        using var http = handler.ToHttpClient();
        var options = new VioletOptions
        {
            AppId = 10,
            AppSecret = "app-secret",
            Token = "token-1",
        };
        using var violet = new VioletClient(options, http);

        VioletResponse<Order>[] responses = await Task.WhenAll(
            Enumerable.Range(1, 200).Select(id => violet.WithResponseAsync(v => v.Orders.GetAsync(id), keepBody: true))
        );

        Assert.That(responses.Select(r => r.RequestId), Is.EqualTo(responses.Select(r => $"req-{r.Value.Id}")));
        Assert.That(responses.Select(r => r.Body), Is.EqualTo(responses.Select(r => $$"""{"id":{{r.Value.Id}}}""")));
        Assert.That(responses.Select(r => r.Value.Id), Is.EqualTo(Enumerable.Range(1, 200)));
    }

    [Test]
    public async Task One_in_another_leaves_both_their_response()
    {
        using var http = new Http(Http.Answer(200, Order));

        VioletResponse<VioletResponse<Order>> outer = await http.Violet()
            .WithResponseAsync(v => v.WithResponseAsync(inner => inner.Orders.GetAsync(1)));

        Assert.That((outer.StatusCode, outer.Value.StatusCode), Is.EqualTo((200, 200)));
    }

    [Test]
    public async Task OnResponse_is_told_as_ever()
    {
        using var http = new Http(Http.Answer(200, Order));
        int seen = 0;

        await http.Violet().WithOptions(o => o.OnResponse = r => seen = r.StatusCode).WithResponseAsync(v => v.Orders.GetAsync(1));

        Assert.That(seen, Is.EqualTo(200));
    }

    [Test]
    public async Task Errors_are_thrown_as_always()
    {
        using var http = new Http(Http.Answer(404, """{"error":"order_not_found","code":4216}"""));

        VioletNotFoundException error = (
            await Assert.CatchAsync<VioletNotFoundException>(() => http.Violet().WithResponseAsync(v => v.Orders.GetAsync(1)))
        )!;

        Assert.That(error.Slug, Is.EqualTo("order_not_found"));
    }

    [Test]
    public async Task A_function_that_calls_another_client_is_a_mistake()
    {
        using var http = new Http(Http.Answer(200, Order));
        VioletClient violet = http.Violet();

        await Assert.CatchAsync<InvalidOperationException>(() => violet.WithResponseAsync(_ => violet.Orders.GetAsync(1)));
    }
}
