using Microsoft.AspNetCore.Http;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>Headers are taken as each framework has them.</summary>
public class WebhookHeadersTests
{
    [Test]
    public void Headers_of_a_request_in_ASP_NET_Core_are_taken_as_they_are()
    {
        HttpRequest request = new DefaultHttpContext().Request;
        request.Headers["x-violet-topic"] = "ORDER_UPDATED";
        request.Headers["X-Violet-Event-Id"] = new(["81", "82"]);
        request.Headers.Authorization = "private";

        var headers = new VioletWebhookHeaders(request.Headers);

        Assert.That((headers.Topic.Value, headers.EventId), Is.EqualTo(((WebhookEventType?)WebhookEventType.OrderUpdated, (long?)81)));
        Assert.That(headers.All, Has.Count.EqualTo(2));
    }

    [Test]
    public void Headers_of_HttpClient_are_taken_as_they_are()
    {
        using var request = new HttpRequestMessage();
        request.Headers.Add("X-Violet-Connect-State", "the link's own");
        request.Headers.Add("X-Violet-Event-Id", ["81", "82"]);

        var headers = new VioletWebhookHeaders(request.Headers);

        Assert.That((headers.ConnectState, headers.EventId), Is.EqualTo(("the link's own", (long?)81)));
    }
}
