using System.Net;
using Violet.Generated.Testing;

namespace Violet.Dashboard.Tests;

/// <summary>A resync costs a merchant's rate limit, so it happens when a person has confirmed it, and once.</summary>
public sealed class ResyncTests
{
    private const string Operation = "Sync_ResyncOffer";

    private static readonly Uri s_offer = new("/resync/20001", UriKind.Relative);

    [Test]
    public async Task The_question_names_the_offer_and_calls_nothing()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();

        string page = await app.Http.GetStringAsync(s_offer);

        Assert.That(
            Html.Text(page),
            Does.Contain("Resync this offer?")
                .And.Contain("Canvas tote No. 1 (offer 20001)")
                .And.Contain("Alpine Outfitters")
                .And.Contain("rate limit")
        );
        Assert.That(app.Calls(Operation), Is.Zero);
    }

    [Test]
    public async Task A_confirmation_without_the_token_of_the_page_does_nothing()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();

        using HttpResponseMessage response = await app.Http.PostAsync(s_offer, new FormUrlEncodedContent([]));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Nothing was done."));
        Assert.That(app.Calls(Operation), Is.Zero);
    }

    [Test]
    public async Task A_confirmation_calls_once()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();

        string page = await ConfirmAsync(app);

        Assert.That(Html.Text(page), Does.Contain("Resynced").And.Contain("Canvas tote No. 1"));
        Assert.That(app.Calls(Operation), Is.EqualTo(1));
    }

    [Test]
    public async Task A_failure_is_told_and_the_call_is_not_repeated()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        app.Server.Faults.Add(Fault.Status(503).On(Operation));

        string page = await ConfirmAsync(app);

        Assert.That(Html.Text(page), Does.Contain("Not resynced").And.Contain("HTTP 503").And.Contain("It is not known whether"));
        Assert.That(app.Calls(Operation), Is.EqualTo(1));
    }

    private static async Task<string> ConfirmAsync(DashboardApp app)
    {
        string token = Html.AntiforgeryToken(await app.Http.GetStringAsync(s_offer)); // the client keeps the cookie that goes with it
        using HttpResponseMessage response = await app.Http.PostAsync(
            s_offer,
            new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)])
        );
        return await response.Content.ReadAsStringAsync();
    }
}
