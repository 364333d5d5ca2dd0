using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

public class HttpsTests
{
    [Test]
    public async Task A_server_with_https_speaks_HTTP_2_to_whoever_trusts_its_certificate()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Https = true });
        using var http = new HttpClient(server.Handler()) { DefaultRequestVersion = HttpVersion.Version20 };
#if !NETSTANDARD_BUILD
        Assert.That((await http.GetAsync(server.VioletAddress)).Version, Is.EqualTo(HttpVersion.Version20));
#endif
        Assert.That(server.VioletAddress.Scheme, Is.EqualTo("https"));
        Assert.That(server.RutterAddress.Scheme, Is.EqualTo("https"));

        await using ServiceProvider provider = new ServiceCollection()
            .AddViolet(server.Configure)
            .ConfigurePrimaryHttpMessageHandler(() => server.Handler())
            .Services.BuildServiceProvider();
        Assert.That((await provider.GetRequiredService<IVioletClient>().Orders.ListAsync()).Content, Is.Not.Empty);
    }

    [Test]
    public async Task Nobody_trusts_its_certificate_by_himself()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync(new() { Https = true });
        using VioletClient violet = server.Violet(options => options.MaxRetries = 0);

        await Assert.CatchAsync<VioletException>(() => violet.Orders.ListAsync());
        Assert.That(server.CountRequests(), Is.Zero);
    }

    [Test]
    public async Task A_server_without_https_has_no_certificate()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();

        Assert.That(server.Certificate, Is.Null);
    }
}
