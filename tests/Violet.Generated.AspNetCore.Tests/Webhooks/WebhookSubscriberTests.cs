using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>An endpoint with a public address has its webhooks made when the host starts.</summary>
public class WebhookSubscriberTests
{
    private static readonly Uri s_address = new("https://shop.example.com/webhooks?key=private");

    [Test]
    public async Task Webhooks_are_made_for_the_events_that_have_handlers()
    {
        var api = new WebhooksApi();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks
                    .On<Merchant>((_, _, _) => Task.CompletedTask)
                    .On<Collection>((_, _, _) => Task.CompletedTask)
                    .OnUnknown((_, _) => Task.CompletedTask)
                    .PublicAddress = s_address,
            api.AddTo
        );

        await app.Log.WaitForAsync("the webhooks to https://shop.example.com/webhooks are as they should be: 10 created");

        Assert.That(
            api.Created.Select(webhook => (string?)webhook["event"]),
            Is.EquivalentTo(
                VioletWebhook
                    .SubscribableTopics.Where(topic =>
                        VioletWebhook.PayloadTypeOf(topic) is { } type && (type == typeof(Merchant) || type == typeof(Collection))
                    )
                    .Select(topic => new OpenEnum<WebhookEventType>(topic).Raw)
            )
        );
        Assert.That(
            api.Created.Select(webhook => $"{webhook["remote_endpoint"]} {webhook["status"]}"),
            Is.All.EqualTo("https://shop.example.com/webhooks?key=private ACTIVE")
        );
        Assert.That(app.Log.Text, Does.Not.Contain("private"));
    }

    [Test]
    public async Task Without_an_address_nothing_is_asked()
    {
        var api = new WebhooksApi();
        await using (WebhookApp app = await WebhookApp.StartAsync(hooks => hooks.On<Merchant>((_, _, _) => Task.CompletedTask), api.AddTo))
            await app.StopAsync();

        Assert.That(api.Requests, Is.Zero);
    }

    [Test]
    public async Task A_failure_is_logged_and_tried_again_and_the_app_runs_on()
    {
        var time = new TestTime();
        var api = new WebhooksApi { Failures = 2 };
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.On<Merchant>((_, _, _) => Task.CompletedTask).PublicAddress = s_address,
            services =>
            {
                services.AddSingleton<TimeProvider>(time);
                api.AddTo(services);
            }
        );

        await time.PassAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        await time.PassAsync(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));
        await app.Log.WaitForAsync("are as they should be: 6 created");

        Assert.That(
            app.Log.Lines.Where(line => line.Level == LogLevel.Error).Select(line => line.Text),
            Has.Exactly(2).Items.And.All.Contains("it could not be ensured that webhooks are sent to https://shop.example.com/webhooks")
        );
        Assert.That(await app.SendAsync(), Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public void What_an_address_needs_is_said_when_the_endpoint_is_mapped()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddVioletWebhooks();
        WebApplication app = builder.Build();
        void Map(Action<VioletWebhookHandlers> configure) =>
            app.MapVioletWebhooks(
                "/v",
                hooks =>
                {
                    hooks.Secrets.Add("s");
                    configure(hooks);
                }
            );

        Assert.That(
            () => Map(hooks => hooks.OnUnknown((_, _) => Task.CompletedTask).PublicAddress = s_address),
            Throws.InvalidOperationException.With.Message.Contains("OnUnknown makes none")
        );
        Assert.That(
            () => Map(hooks => hooks.On<Merchant>((_, _, _) => Task.CompletedTask).PublicAddress = s_address),
            Throws.InvalidOperationException.With.Message.Contains("AddViolet")
        );
        Assert.That(() => Map(hooks => hooks.PublicAddress = new Uri("http://shop.example.com")), Throws.ArgumentException);
    }

    /// <summary>Violet's list of webhooks, as far as it is asked for here.</summary>
    private sealed class WebhooksApi : HttpMessageHandler
    {
        public List<JObject> Created { get; } = [];

        public int Requests { get; private set; }

        /// <summary>So many lists are refused first.</summary>
        public int Failures { get; set; }

        public void AddTo(IServiceCollection services) =>
            services
                .AddViolet(options =>
                    (options.AppId, options.AppSecret, options.Token, options.MaxRetries) = (1, WebhookApp.Secret, "t", 0)
                )
                .ConfigurePrimaryHttpMessageHandler(() => this);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Assert.That(request.RequestUri!.AbsolutePath, Does.EndWith("/events/webhooks"));
            if (request.Method == HttpMethod.Get)
                return Failures-- > 0 ? Answer(HttpStatusCode.BadRequest, "{}") : Answer(HttpStatusCode.OK, new JArray(Created).ToString());
            var webhook = JObject.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            webhook["id"] = Created.Count + 1;
            Created.Add(webhook);
            return Answer(HttpStatusCode.OK, webhook.ToString());
        }

        private static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
            new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    }
}
