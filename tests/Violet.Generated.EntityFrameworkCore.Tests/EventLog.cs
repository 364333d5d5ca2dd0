using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>Violet's log of events: two on a page, and bodies laid out otherwise than they were sent.</summary>
internal sealed class EventLog : HttpMessageHandler
{
    public const string Address = "https://shop.example.com/webhooks/violet";
    private const int PageSize = 2;

    private readonly List<(JObject Event, JObject Headers, JToken Body)> _events = [];

    public List<string> Requests { get; } = [];

    public void Add(
        long id,
        string body,
        string status = "FAILED",
        string topic = "ORDER_UPDATED",
        long? source = null,
        string address = Address,
        DateTimeOffset? at = null
    )
    {
        var json = JToken.Parse(body);
        var e = new JObject
        {
            ["id"] = id,
            ["webhook_id"] = 7001,
            ["entity_id"] = json["id"],
            ["event_type"] = topic,
            ["remote_endpoint"] = address,
            ["status"] = status,
            ["date_created"] = (at ?? DateTimeOffset.UtcNow).ToString(
                "yyyy-MM-ddTHH:mm:ss+0000",
                System.Globalization.CultureInfo.InvariantCulture
            ),
        };
        var headers = new JObject
        {
            ["X-Violet-Topic"] = topic,
            ["X-Violet-Event-Id"] = $"{id}",
            ["X-Violet-Hmac"] = "of the bytes",
        };
        if (source is not null)
            headers["X-Violet-Event-Id-Source"] = $"{source}";
        _events.Add((e, headers, json));
    }

    /// <summary>Registers a client that reads this log.</summary>
    public void AddTo(IServiceCollection services) =>
        services
            .AddViolet(options =>
                (options.AppId, options.AppSecret, options.Token, options.MaxRetries) = (1, WebhookApp.Secret, "token", 0)
            )
            .ConfigurePrimaryHttpMessageHandler(() => this);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath;
        lock (Requests)
            Requests.Add(path);
        JToken answer;
        if (path.EndsWith("/search", StringComparison.Ordinal))
        {
            var search = JObject.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            Assert.That((string?)search["webhook_remote_endpoints"]?[0], Is.EqualTo(Address));
            int page = int.Parse(
                System.Web.HttpUtility.ParseQueryString(request.RequestUri.Query)["page"] ?? "1",
                System.Globalization.CultureInfo.InvariantCulture
            );
            answer = new JObject
            {
                ["content"] = new JArray(_events.Skip((page - 1) * PageSize).Take(PageSize).Select(e => e.Event)),
                ["size"] = PageSize,
                ["total_pages"] = (_events.Count + PageSize - 1) / PageSize,
                ["total_elements"] = _events.Count,
                ["last"] = page * PageSize >= _events.Count,
            };
        }
        else if (path.EndsWith("/body", StringComparison.Ordinal) || path.EndsWith("/headers", StringComparison.Ordinal))
        {
            (JObject _, JObject headers, JToken body) = _events.Single(e =>
                path.Contains($"/events/{e.Event["id"]}/", StringComparison.Ordinal)
            );
            answer = path.EndsWith("/body", StringComparison.Ordinal)
                ? new JObject { ["body"] = body }
                : new JObject { ["headers"] = headers };
        }
        else
        {
            answer = new JArray(); // the listing of webhooks
        }

        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(answer.ToString(), Encoding.UTF8, "application/json"),
        };
    }
}
