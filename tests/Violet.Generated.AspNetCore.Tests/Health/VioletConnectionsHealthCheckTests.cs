using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using RichardSzalay.MockHttp;
using Violet.Generated.Testing;

namespace Violet.Generated.AspNetCore.Tests.Health;

public class VioletConnectionsHealthCheckTests
{
    [Test]
    public async Task The_worst_connection_decides_and_every_merchant_is_named_by_id_without_personal_data()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        await using ServiceProvider provider = Provider(services => services.AddViolet(server.Configure));

        HealthReportEntry entry = await CheckAsync(provider);

        var merchants = new List<ConnectionHealth>();
        await foreach (
            ConnectionHealth merchant in provider
                .GetRequiredService<IVioletClient>()
                .Connections.SearchHealthAll(new ConnectionHealthSearchRequest())
        )
        {
            merchants.Add(merchant);
        }

        Assert.That(entry.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(entry.Data.Keys, Is.EquivalentTo(merchants.Select(m => $"merchant {m.MerchantId}")));
        foreach (ConnectionHealth merchant in merchants)
        {
            string text = (string)entry.Data[$"merchant {merchant.MerchantId}"];
            Assert.That(text, Does.StartWith(merchant.State.ToString()));
            Assert.That(
                text,
                Does.Not.Contain(merchant.MerchantName!)
                    .And.Not.Contain(merchant.MerchantEmail ?? "@")
                    .And.Not.Contain(merchant.StoreUrl ?? "://")
            );
        }

        Assert.That(entry.Description, Does.StartWith("Merchants: ").And.Contain(" Healthy"));
    }

    [TestCase("""{"merchant_id":1,"connection":{"status":"COMPLETE"}}""", HealthStatus.Healthy)]
    [TestCase("""{"merchant_id":1,"sync_status":{"status":"INCOMPLETE","results":{"status":"IN_PROGRESS"}}}""", HealthStatus.Healthy)]
    [TestCase("""{"merchant_id":1,"payout_account":{"status":"NEEDS_ATTENTION"}}""", HealthStatus.Unhealthy)] // no orders
    [TestCase("""{"merchant_id":1,"payout_account":{"status":"INCOMPLETE"}}""", HealthStatus.Degraded)]
    [TestCase("""{"merchant_id":1,"payout_account":{"status":"ERROR"}}""", HealthStatus.Degraded)]
    [TestCase("""{"merchant_id":1}""", HealthStatus.Degraded)]
    [TestCase("""{"merchant_id":1,"connection":{"results":{"is_connected":false}}}""", HealthStatus.Unhealthy)]
    [TestCase("""{"merchant_id":1,"merchant_status":"DISABLED"}""", HealthStatus.Unhealthy)]
    [TestCase(null, HealthStatus.Healthy)]
    public async Task Each_state_has_its_health(string? merchant, HealthStatus expected)
    {
        var api = new FakeApi
        {
            Merchants = merchant is null ? [] : ["""{"merchant_id":2,"connection":{"status":"COMPLETE"}}""", merchant],
        };
        await using ServiceProvider provider = Provider(api.AddClient);

        Assert.That((await CheckAsync(provider)).Status, Is.EqualTo(expected));
    }

    [Test]
    public async Task All_pages_are_read()
    {
        var api = new FakeApi
        {
            Merchants = [.. Enumerable.Range(1, 45).Select(i => $$"""{ "merchant_id": {{i}}, "connection": { "status": "COMPLETE" } }""")],
        };
        await using ServiceProvider provider = Provider(api.AddClient);

        Assert.That((await CheckAsync(provider)).Data, Has.Count.EqualTo(45));
    }

    [Test]
    public async Task A_reading_is_used_for_five_minutes()
    {
        var time = new FakeTimeProvider();
        var api = new FakeApi { Merchants = ["""{"merchant_id":1}"""] };
        await using ServiceProvider provider = Provider(services => api.AddClient(services.AddSingleton<TimeProvider>(time)));

        await CheckAsync(provider);
        time.Advance(TimeSpan.FromSeconds(299));
        await CheckAsync(provider);
        Assert.That(api.Calls, Is.EqualTo(1));

        time.Advance(TimeSpan.FromSeconds(2));
        await CheckAsync(provider);
        Assert.That(api.Calls, Is.EqualTo(2));
    }

    [Test]
    public async Task A_failure_is_unhealthy_and_read_again_after_thirty_seconds()
    {
        var time = new FakeTimeProvider();
        var api = new FakeApi { Fails = true };
        await using ServiceProvider provider = Provider(services => api.AddClient(services.AddSingleton<TimeProvider>(time)));

        HealthReportEntry failed = await CheckAsync(provider);
        Assert.That((failed.Status, failed.Exception), Is.EqualTo((HealthStatus.Unhealthy, failed.Exception)));
        Assert.That(failed.Exception, Is.InstanceOf<VioletException>());
        int calls = api.Calls;
        await CheckAsync(provider);
        Assert.That(api.Calls, Is.EqualTo(calls));

        api.Fails = false;
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.That((await CheckAsync(provider)).Status, Is.EqualTo(HealthStatus.Healthy));
    }

    [Test]
    public async Task Probes_at_the_same_time_share_one_reading_and_one_that_gives_up_does_not_end_it()
    {
        var api = new FakeApi { Merchants = ["""{"merchant_id":1}"""], Gate = new TaskCompletionSource() };
        await using ServiceProvider provider = Provider(api.AddClient);
        HealthCheckService service = provider.GetRequiredService<HealthCheckService>();
        using var impatient = new CancellationTokenSource();

        Task<HealthReport> givesUp = service.CheckHealthAsync(impatient.Token);
        Task<HealthReport>[] probes = [.. Enumerable.Range(0, 20).Select(_ => service.CheckHealthAsync())];
        await api.Called.Task.WaitAsync(WebhookApp.Patience);
        await impatient.CancelAsync();
        Assert.That(async () => await givesUp.WaitAsync(WebhookApp.Patience), Throws.InstanceOf<OperationCanceledException>());
        api.Gate.SetResult();
        await Task.WhenAll(probes).WaitAsync(WebhookApp.Patience);

        Assert.That(api.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task The_shared_reading_carries_nothing_of_the_probe_that_began_it()
    {
        var ofProbe = new AsyncLocal<string?> { Value = "probe" };
        string? seen = "not called";
        var api = new FakeApi { OnCall = () => seen = ofProbe.Value };
        await using ServiceProvider provider = Provider(api.AddClient);

        await CheckAsync(provider);

        Assert.That(seen, Is.Null);
    }

    [Test]
    public async Task The_failure_status_can_be_softened_and_a_named_client_checked()
    {
        var api = new FakeApi { Merchants = ["""{"merchant_id":1,"merchant_status":"DISABLED"}"""] };
        var services = new ServiceCollection();
        services.AddLogging();
        api.AddClient(services, "eu");
        services.AddHealthChecks().AddVioletConnections("eu-connections", HealthStatus.Degraded, clientName: "eu");
        await using ServiceProvider provider = services.BuildServiceProvider(validateScopes: true);

        HealthReport report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        Assert.That(report.Entries["eu-connections"].Status, Is.EqualTo(HealthStatus.Degraded));
    }

    private static ServiceProvider Provider(Action<IServiceCollection> addClient)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        addClient(services);
        services.AddHealthChecks().AddVioletConnections();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider provider) =>
        (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["violet-connections"];

    /// <summary>Answers the search for health reports, 20 to a page.</summary>
    private sealed class FakeApi
    {
        private int _calls;

        public string[] Merchants { get; init; } = [];

        public bool Fails { get; set; }

        public TaskCompletionSource? Gate { get; init; }

        public TaskCompletionSource Called { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action? OnCall { get; init; }

        public int Calls => _calls;

        public void AddClient(IServiceCollection services) => AddClient(services, "");

        public void AddClient(IServiceCollection services, string name) =>
            services
                .AddViolet(
                    name,
                    options =>
                    {
                        options.AppId = 1;
                        options.AppSecret = "s";
                        options.Token = "t";
                        options.MaxRetries = 0;
                        options.Prefetch = false;
                    }
                )
                .ConfigurePrimaryHttpMessageHandler(Handler);

        private MockHttpMessageHandler Handler()
        {
            var handler = new MockHttpMessageHandler();
            handler
                .When("*")
                .Respond(async request =>
                {
                    Interlocked.Increment(ref _calls);
                    Called.TrySetResult();
                    OnCall?.Invoke();
                    if (Gate is { } gate)
                        await gate.Task;
                    return Fails ? new HttpResponseMessage(System.Net.HttpStatusCode.BadGateway) : Page(request.RequestUri!.Query);
                });
            return handler;
        }

        private HttpResponseMessage Page(string query)
        {
            int page = query.Contains("page=", StringComparison.Ordinal)
                ? int.Parse(query.Split("page=")[1].Split('&')[0], System.Globalization.CultureInfo.InvariantCulture)
                : 1;
            string content = string.Join(",", Merchants.Skip((page - 1) * 20).Take(20));
            int pages = Math.Max(1, (Merchants.Length + 19) / 20);
            string last = page >= pages ? "true" : "false";
            return new HttpResponseMessage
            {
                Content = new StringContent(
                    $$"""{ "content": [{{content}}], "number": {{page}}, "size": 20, "total_pages": {{pages}}, "total_elements": {{Merchants.Length}}, "last": {{last}} }"""
                ),
            };
        }
    }
}
