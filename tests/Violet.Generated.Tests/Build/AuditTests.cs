using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.Tests.Build;

/// <summary>What an advisory on a package does to those who build.</summary>
[Category("Build")]
public sealed class AuditTests
{
    private RepositoryCopy _copy = null!;
    private WebApplication _advisories = null!;

    /// <summary>NuGet's data of advisories, on this machine: everything is wrong with Newtonsoft.Json.</summary>
    [OneTimeSetUp]
    public async Task Start()
    {
        _copy = new RepositoryCopy();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _advisories = builder.Build();
        _advisories.Urls.Add("http://127.0.0.1:0");
        _advisories.MapGet(
            "/index.json",
            (HttpRequest request) =>
                $$"""
                    { "version": "3.0.0", "resources": [
                      { "@id": "http://{{request.Host}}/pages.json", "@type": "VulnerabilityInfo/6.7.0" } ] }
                    """
        );
        _advisories.MapGet(
            "/pages.json",
            (HttpRequest request) =>
                $$"""[ { "@name": "all", "@id": "http://{{request.Host}}/all.json", "@updated": "2026-01-01T00:00:00Z" } ]"""
        );
        _advisories.MapGet(
            "/all.json",
            () => """{ "newtonsoft.json": [ { "url": "https://advisories.example/1", "severity": 2, "versions": "[1.0.0, 99.0.0)" } ] }"""
        );
        await _advisories.StartAsync();
        await File.WriteAllTextAsync(
            _copy.PathOf("nuget.config"),
            $"""
            <configuration><auditSources><clear />
              <add key="here" value="{_advisories.Urls.Single()}/index.json" allowInsecureConnections="true" />
            </auditSources></configuration>
            """
        );
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _advisories.DisposeAsync();
        _copy.Dispose();
    }

    [Test]
    public async Task An_advisory_is_a_warning_on_a_machine_of_ours_and_an_error_in_CI()
    {
        Command here = await RestoreAsync(ci: null);
        Command ci = await RestoreAsync(ci: "true");

        Assert.That(here.ExitCode, Is.Zero, here.Output);
        Assert.That(here.Output, Does.Contain("warning NU1903").And.Contain("Newtonsoft.Json"));
        Assert.That(ci.ExitCode, Is.Not.Zero, ci.Output);
        Assert.That(ci.Errors, Has.Some.Contains("NU1903"));
    }

    private Task<Command> RestoreAsync(string? ci) =>
        Command.RunDotNet(
            _copy.Root,
            new Dictionary<string, string?> { ["CI"] = ci, ["NUGET_HTTP_CACHE_PATH"] = _copy.PathOf("artifacts/http") },
            "restore",
            "src/Violet.Generated"
        );
}
