using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Violet.Generated;
using Violet.Generated.Rutter;
using Violet.Generated.Testing;

namespace Violet.Dashboard.Tests;

/// <summary>What a page shows when an API fails: a message, and all that was read before.</summary>
public sealed class FailureTests
{
    [Test]
    public async Task An_API_that_fails_is_told_in_words_and_the_other_API_is_still_shown()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        app.Server.Faults.Add(
            Fault.Status(500, """{"message":"Out <b>of</b> order.","error":"internal","code":9000}""").On("Connections_SearchHealth")
        );

        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("/", UriKind.Relative));
        string page = await response.Content.ReadAsStringAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(page, Does.Contain("role=\"alert\"").And.Contain("HTTP 500").And.Contain("Out &lt;b&gt;of&lt;/b&gt; order."));
        Assert.That(page, Does.Not.Contain("   at ").And.Not.Contain("Exception"));
        Assert.That(Html.Rows(page), Has.Count.EqualTo(9));
    }

    [Test]
    public async Task A_connection_that_cannot_be_read_says_so_in_its_row()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        app.Server.Faults.Add(Fault.RateLimit(TimeSpan.FromSeconds(7)).On("Connections_GetStatus").Once());

        string page = await app.Http.GetStringAsync("/");

        Assert.That(
            Html.RowWith(page, "HTTP 429"),
            Does.Contain("Unknown").And.Contain("Try again in 7 s.").And.Contain("Reload this page")
        );
        Assert.That(Html.Rows(page), Has.Count.EqualTo(13 + 9));
    }

    [Test]
    public async Task An_API_that_hangs_is_waited_for_ten_seconds_unless_the_settings_say_otherwise()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(settings: new() { ["Rutter:Timeout"] = "00:00:30" });

        VioletOptions violet = app.Services.GetRequiredService<IOptions<VioletOptions>>().Value;
        RutterOptions rutter = app.Services.GetRequiredService<IOptions<RutterOptions>>().Value;

        Assert.That((violet.Timeout.TotalSeconds, violet.AttemptTimeout.TotalSeconds), Is.EqualTo((10.0, 10.0)));
        Assert.That((rutter.Timeout.TotalSeconds, rutter.AttemptTimeout.TotalSeconds), Is.EqualTo((30.0, 10.0)));
    }

    [Test]
    public async Task An_API_that_hangs_ends_its_table_at_the_first_call_that_takes_too_long_and_the_other_one_is_shown()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(settings: new() { ["Rutter:Timeout"] = "00:00:00.2" });
        app.Server.Faults.Add(Fault.Latency(TimeSpan.FromMinutes(10)).On("Connections_GetStatus"));

        string page = await app.Http.GetStringAsync("/");

        Assert.That(Html.Rows(page), Has.Count.EqualTo(13), "the merchants");
        Assert.That(page, Does.Contain("This is not all."));
        Assert.That(app.Calls("Connections_GetStatus"), Is.LessThanOrEqualTo(6), "the rest would hang too");
    }

    [Test]
    public async Task Both_APIs_are_read_side_by_side()
    {
        var rutterWasAsked = new TaskCompletionSource();
        await using DashboardApp app = await DashboardApp.StartAsync(services =>
        {
            services
                .AddHttpClient("Violet")
                .AddHttpMessageHandler(() =>
                    new Gate(async path =>
                    {
                        if (path.EndsWith("/search", StringComparison.Ordinal))
                            await rutterWasAsked.Task.WaitAsync(TimeSpan.FromSeconds(30));
                    })
                );
            services
                .AddHttpClient("Rutter")
                .AddHttpMessageHandler(() =>
                    new Gate(_ =>
                    {
                        rutterWasAsked.TrySetResult();
                        return Task.CompletedTask;
                    })
                );
        });

        Assert.That(Html.Rows(await app.Http.GetStringAsync("/")), Has.Count.EqualTo(13 + 9), "though Violet answers after Rutter only");
    }

    [Test]
    public async Task Orders_that_were_read_before_a_failure_stay_and_a_link_reads_on()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        app.Server.Faults.Add(Fault.TruncatedJson.On("Orders_List").Every(3));

        string page = await app.Http.GetStringAsync("/orders");
        string link = WebUtility.HtmlDecode(page.Split("<a href=\"/orders?from=")[1].Split('"')[0]);
        app.Server.Faults.Clear();
        string rest = await app.Http.GetStringAsync($"/orders?from={link}");

        Assert.That(Html.Rows(page), Has.Count.EqualTo(100));
        Assert.That(page, Does.Contain("This is not all.").And.Contain("Read on from where it stopped").And.Not.Contain("   at "));
        string[] ids = [.. Html.Rows(page).Concat(Html.Rows(rest)).Select(row => row[..5])];
        Assert.That(ids, Is.Unique.And.Length.EqualTo(Html.Rows(await app.Http.GetStringAsync("/orders")).Count));
    }

    [Test]
    public async Task A_place_to_read_on_from_that_is_none_is_told_in_words()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();

        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("/orders?from=nonsense", UriKind.Relative));
        string page = await response.Content.ReadAsStringAsync();

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(page, Does.Contain("That did not work").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Without_Rutters_settings_the_page_says_how_to_set_them()
    {
        await using DashboardApp app = await DashboardApp.StartAsync(withRutter: false);

        string page = await app.Http.GetStringAsync("/");
        using HttpResponseMessage webhook = await app.Http.PostAsync(new Uri("/webhooks/rutter", UriKind.Relative), null);

        Assert.That(page, Does.Contain("set Rutter:ClientId and Rutter:ClientSecret"));
        Assert.That(Html.Rows(page), Has.Count.EqualTo(13));
        Assert.That(webhook.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private sealed class Gate(Func<string, Task> pass) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await pass(request.RequestUri!.AbsolutePath);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
