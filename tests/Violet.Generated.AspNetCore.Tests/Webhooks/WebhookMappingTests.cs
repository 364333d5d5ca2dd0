using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Rutter;

namespace Violet.Generated.AspNetCore.Tests.Webhooks;

/// <summary>What is set, and found to be missing, when an endpoint is mapped.</summary>
public class WebhookMappingTests
{
    [Test]
    public void What_is_missing_is_said_when_the_endpoint_is_mapped()
    {
        WebApplication bare = WebApplication.CreateSlimBuilder().Build();
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => bare.MapVioletWebhooks("/v", _ => { }))!.Message,
            Does.Contain("AddVioletWebhooks")
        );

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddVioletWebhooks();
        WebApplication app = builder.Build();
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => app.MapVioletWebhooks("/v", _ => { }))!.Message,
            Does.Contain("Violet:AppSecret")
        );
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => app.MapRutterWebhooks("/r", _ => { }))!.Message,
            Does.Contain("Rutter:ClientSecret")
        );

        app.MapVioletWebhooks("/v", hooks => hooks.Secrets.Add("s"));
        Assert.That(
            Assert.Throws<InvalidOperationException>(() => app.MapVioletWebhooks("/v", hooks => hooks.Secrets.Add("s")))!.Message,
            Does.Contain("'/v'")
        );
    }

    [Test]
    public void A_service_of_a_handler_that_is_not_registered_is_named_when_the_endpoint_is_mapped()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddVioletWebhooks();
        builder.Services.AddScoped<Registered>();
        WebApplication app = builder.Build();

        Action<VioletWebhookHandlers>[] violet =
        [
            hooks => hooks.On<OrderBook, Order>((_, _, _, _) => Task.CompletedTask),
            hooks =>
                hooks
                    .On<Registered, Order>((_, _, _, _) => Task.CompletedTask)
                    .On<OrderBook, PayoutTransfer>((_, _, _, _) => Task.CompletedTask),
            hooks => hooks.OnUnknown<OrderBook>((_, _, _) => Task.CompletedTask),
        ];
        Action<RutterWebhookHandlers>[] rutter =
        [
            hooks => hooks.On<OrderBook>(RutterWebhookCode.ConnectionDisabled, (_, _, _) => Task.CompletedTask),
            hooks => hooks.OnUnknown<OrderBook>((_, _, _) => Task.CompletedTask),
        ];
        IEnumerable<Action> mappings =
        [
            .. violet.Select(configure => new Action(() => app.MapVioletWebhooks("/v", With(configure)))),
            .. rutter.Select(configure => new Action(() => app.MapRutterWebhooks("/r", With(configure)))),
        ];

        foreach (Action mapping in mappings)
        {
            Assert.That(
                Assert.Throws<InvalidOperationException>(mapping)!.Message,
                Does.Contain(typeof(OrderBook).FullName).And.Contain("builder.Services.AddScoped<OrderBook>()")
            );
        }

        Assert.That(
            () =>
                app.MapVioletWebhooks(
                    "/v",
                    With<VioletWebhookHandlers>(hooks => hooks.On<Registered, Order>((_, _, _, _) => Task.CompletedTask))
                ),
            Throws.Nothing
        );
    }

    [Test]
    public async Task One_pattern_in_two_route_groups_needs_a_name_and_each_has_its_own_handlers_and_duplicates()
    {
        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            _ => { },
            map: app =>
            {
                Action<VioletWebhookHandlers> For(string group, string? name) =>
                    With<VioletWebhookHandlers>(hooks =>
                        hooks.On<Order>((_, e, _) => handled.Add($"{group} {e.Headers.EventId}")).Name = name
                    );
                app.MapGroup("/us").MapVioletWebhooks("/hooks", For("us", null));
                Assert.That(
                    Assert
                        .Throws<InvalidOperationException>(() => app.MapGroup("/eu").MapVioletWebhooks("/hooks", For("eu", null)))!
                        .Message,
                    Does.Contain("'/hooks'").And.Contain("hooks.Name")
                );
                app.MapGroup("/eu").MapVioletWebhooks("/hooks", For("eu", "hooks of eu"));
            }
        );

        foreach (string path in new[] { "/us/hooks", "/eu/hooks", "/eu/hooks" })
            Assert.That(await app.SendAsync(eventId: 81, path: path), Is.EqualTo(HttpStatusCode.OK));
        await app.StopAsync();

        Assert.That(handled.All, Is.EquivalentTo(new[] { "us 81", "eu 81" }));
    }

    [Test]
    public async Task The_clients_name_says_whose_secret_counts()
    {
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks => hooks.ClientName = "eu",
            services =>
            {
                services.AddViolet(options => (options.AppId, options.AppSecret, options.Token) = (1, "us-secret", "t"));
                services.AddViolet("eu", options => (options.AppId, options.AppSecret, options.Token) = (2, "eu-secret", "t"));
                services.AddRutter(options => (options.ClientId, options.ClientSecret) = ("1", "us-secret"));
                services.AddRutter("eu", options => (options.ClientId, options.ClientSecret) = ("2", "eu-secret"));
            },
            rutter: hooks => hooks.ClientName = "eu"
        );
        Task<HttpStatusCode> Send(string secret) =>
            app.SendAsync(signature: VioletWebhook.Sign(Encoding.UTF8.GetBytes(WebhookApp.Order), secret));

        Assert.That((await Send("eu-secret"), await Send("us-secret")), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
        Assert.That(
            (await app.SendRutterAsync("{}", "eu-secret"), await app.SendRutterAsync("{}", "us-secret")),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Unauthorized))
        );
    }

    private static Action<THandlers> With<THandlers>(Action<THandlers> configure)
        where THandlers : WebhookHandlers =>
        hooks =>
        {
            hooks.Secrets.Add(WebhookApp.Secret);
            configure(hooks);
        };

    private sealed class OrderBook;

    private sealed class Registered;
}
