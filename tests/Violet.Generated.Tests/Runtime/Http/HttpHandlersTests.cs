using System.Net;
using Violet.Generated.Runtime.Http;

namespace Violet.Generated.Tests.Transport;

/// <summary>The handler under every call of those who bring none.</summary>
[NonParallelizable]
public class HttpHandlersTests
{
    private static readonly Uri s_nowhere = new("http://proxy.invalid:3128");

    /// <summary>What each build asks for the proxy of the environment.</summary>
    private static IWebProxy? EnvironmentsProxy
    {
#if NETSTANDARD_BUILD
        get => WebRequest.DefaultWebProxy;
        set => WebRequest.DefaultWebProxy = value;
#else
        get => HttpClient.DefaultProxy;
        set => HttpClient.DefaultProxy = value!;
#endif
    }

    /// <summary>A proxy is what the environment says, and it would be shown the credentials.</summary>
    [Test]
    public async Task This_machine_is_reached_directly_whatever_the_environment_says()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}");
        using VioletClient violet = server.Violet();
        IWebProxy? before = EnvironmentsProxy;
        EnvironmentsProxy = new WebProxy(s_nowhere, BypassOnLocal: false);
        try
        {
            Assert.That((await violet.Orders.GetAsync(1)).Id, Is.EqualTo(1));

            var proxy = new ProxyBeyondLoopback();
            Assert.That(proxy.GetProxy(new Uri("https://api.violet.io/v1/")), Is.EqualTo(s_nowhere), "what is not this machine");
            Assert.That(proxy.GetProxy(new Uri("http://loopback/")), Is.EqualTo(s_nowhere), "a name that DNS may give to anybody");
            foreach (string own in (string[])["http://localhost:1/", "http://127.0.0.1:1/", "http://127.8.9.1/", "http://[::1]:1/"])
                Assert.That((proxy.IsBypassed(new Uri(own)), proxy.GetProxy(new Uri(own))), Is.EqualTo((true, (Uri?)null)), own);
        }
        finally
        {
            EnvironmentsProxy = before;
        }
    }

    [Test]
    public void Plain_http_to_a_host_that_is_called_loopback_is_refused()
    {
        ArgumentException? error = Assert.Catch<ArgumentException>(() =>
            new Http().Violet(options => options.BaseAddress = new Uri("http://loopback/"))
        );

        Assert.That(error!.Message, Does.Contain("VioletOptions.BaseAddress must be https"));
    }

#if !NETSTANDARD_BUILD
    /// <summary>A silent connection is noticed after 25 s at most; the clock of a handler is not ours, so that is not waited for
    /// here.</summary>
    [Test]
    public void A_connection_is_given_up_that_cannot_be_made_or_goes_silent()
    {
        using var handler = (SocketsHttpHandler)HttpHandlers.Create();

        Assert.That(handler.ConnectTimeout, Is.EqualTo(TimeSpan.FromSeconds(10)));
        Assert.That(
            (handler.KeepAlivePingPolicy, handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout),
            Is.EqualTo((HttpKeepAlivePingPolicy.WithActiveRequests, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(10)))
        );
    }

    /// <summary>Every call waits until all have arrived: on one connection of ten streams, they never would.</summary>
    [Test]
    public async Task Calls_over_HTTP2_do_not_queue_for_one_connection()
    {
        const int Calls = 35;
        await using Http2Server server = await Http2Server.StartAsync(streams: 10, waitFor: Calls);
        using var handler = (SocketsHttpHandler)HttpHandlers.Create();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => server.IsOwn(certificate);
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var violet = new VioletClient(
            new VioletOptions
            {
                BaseAddress = server.Address,
                AppId = 10,
                AppSecret = "app-secret",
                Token = "t",
                MaxRetries = 0,
            },
            client
        );

        Order[] orders = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => violet.Orders.GetAsync(1)));

        Assert.That(orders.Select(order => order.Id), Has.All.EqualTo(1));
        Assert.That(server.Protocols, Has.All.EqualTo("HTTP/2"));
        Assert.That(server.Connections, Is.GreaterThan(1));
    }
#endif
}
