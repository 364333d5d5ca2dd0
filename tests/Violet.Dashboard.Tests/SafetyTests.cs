using System.Net;
using System.Text.RegularExpressions;

namespace Violet.Dashboard.Tests;

/// <summary>Who may talk to the app, what its pages may run, and how it starts.</summary>
public sealed class SafetyTests
{
    [TestCase("/")]
    [TestCase("/orders")]
    [TestCase("/merchants/10001")]
    [TestCase("/resync/20001")]
    [TestCase("/nowhere")]
    public async Task A_page_runs_its_own_script_and_style_only(string address)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();

        using HttpResponseMessage response = await app.Http.GetAsync(new Uri(address, UriKind.Relative));
        string page = await response.Content.ReadAsStringAsync();

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.StartWith("default-src 'none'").And.Not.Contain("unsafe").And.Not.Contain("*"));
        Assert.That(response.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(response.Headers.GetValues("Referrer-Policy").Single(), Is.EqualTo("no-referrer"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(
            Regex.IsMatch(page, @"<style|\sstyle=|\son\w+=|<script(?! src=""/dashboard\.js"" type=""module"" async></script>)"),
            Is.False
        );
    }

    [Test]
    public async Task Another_host_name_is_refused_so_that_no_web_page_can_reach_in()
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(app.Server.Requests, Is.Empty);
        Assert.That(IPAddress.IsLoopback(IPAddress.Parse(app.Address.Host)), Is.True);
    }

    [Test]
    public void A_missing_setting_is_told_by_its_name()
    {
        TextWriter before = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        int exitCode;
        try
        {
            exitCode = (int)
                typeof(Program).Assembly.EntryPoint!.Invoke(
                    null,
                    [(string[])["--Port=0", "--Violet:AppId=10", "--Violet:Username=a@example.com", "--environment=Production"]]
                )!;
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(
            errors.ToString(),
            Does.StartWith("The settings are incomplete:")
                .And.Contain("Violet:AppSecret is missing")
                .And.Contain("Violet:Password")
                .And.Not.Contain("   at ")
        );
    }
}
