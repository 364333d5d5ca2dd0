using System.Net;
using System.Text.RegularExpressions;

namespace Violet.Dashboard.Tests;

/// <summary>Who may talk to the app, what its pages may run, and how it starts.</summary>
public sealed class SafetyTests
{
    [TestCase("/")]
    [TestCase("/orders")]
    [TestCase("/failed")]
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

    [TestCase("cross-site", "/", HttpStatusCode.Forbidden)]
    [TestCase("same-site", "/orders", HttpStatusCode.Forbidden)]
    [TestCase("cross-site", "/health", HttpStatusCode.Forbidden)]
    [TestCase("cross-site", "/merchants/10001", HttpStatusCode.Forbidden)]
    [TestCase("cross-site", "/resync/20001", HttpStatusCode.Forbidden)]
    [TestCase("cross-site", "/dashboard.css", HttpStatusCode.OK)]
    [TestCase("same-origin", "/merchants/10001", HttpStatusCode.OK)]
    [TestCase("none", "/merchants/10001", HttpStatusCode.OK)]
    public async Task Another_sites_pages_spend_nothing_of_the_APIs_limits(string site, string address, HttpStatusCode expected)
    {
        await using DashboardApp app = await DashboardApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Sec-Fetch-Site", site } } };

        using HttpResponseMessage response = await app.Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(expected));
        if (expected == HttpStatusCode.Forbidden)
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Another site asked for this page"));
        Assert.That(
            app.Server.Requests.Any(),
            Is.EqualTo(address.StartsWith("/merchants", StringComparison.Ordinal) && response.IsSuccessStatusCode)
        );
    }

    [TestCase("http://127.0.0.1:0")]
    [TestCase("http://127.0.0.2:0;http://127.0.0.1:0")]
    public async Task Addresses_of_the_loopback_interface_are_taken(string urls)
    {
        await using DashboardApp app = await DashboardApp.StartAsync(settings: new() { ["urls"] = urls, ["Port"] = "1" });

        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("/nowhere", UriKind.Relative));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(app.Address.Port, Is.Not.EqualTo(1));
    }

    [TestCase("--urls=http://0.0.0.0:0", "http://0.0.0.0:0")]
    [TestCase("--urls=http://127.0.0.1:0;http://*:0", "http://*:0")]
    [TestCase("--urls=http://+:0", "http://+:0")]
    [TestCase("--urls=http://loopback:0", "http://loopback:0")]
    [TestCase("--urls=http://[::]:0", "http://[::]:0")]
    [TestCase("--urls=nonsense", "nonsense")]
    [TestCase("--Kestrel:Endpoints:Public:Url=http://192.0.2.1:80", "http://192.0.2.1:80")]
    public void Other_addresses_are_refused_with_a_sentence(string argument, string address)
    {
        (int exitCode, string errors) = Run(argument);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(
            errors,
            Does.StartWith("The dashboard has no login").And.Contain($"'{address}'").And.Contain("--urls=http://127.0.0.1")
        );
    }

    [Test]
    public void A_missing_setting_is_told_by_its_name()
    {
        (int exitCode, string errors) = Run("--Port=0", "--Violet:AppId=10", "--Violet:Username=a@example.com");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(
            errors,
            Does.StartWith("The settings are incomplete:")
                .And.Contain("Violet:AppSecret is missing")
                .And.Contain("Violet:Password")
                .And.Not.Contain("   at ")
        );
    }

    private static (int ExitCode, string Errors) Run(params string[] arguments)
    {
        TextWriter before = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            int exitCode = (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [(string[])[.. arguments, "--environment=Production"]])!;
            return (exitCode, errors.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
