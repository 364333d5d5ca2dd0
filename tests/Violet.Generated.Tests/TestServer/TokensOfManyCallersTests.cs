using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>A thousand callers at once whose token has ended, through the whole client and over HTTP.</summary>
public class TokensOfManyCallersTests
{
    private const int Callers = 1000;
    private const long Order = 74001;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private VioletTestServer _server = null!;

    [SetUp]
    public async Task StartServer() => _server = await VioletTestServer.StartAsync();

    [TearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [Test]
    public async Task A_thousand_calls_whose_token_the_server_refuses_refresh_it_once_and_all_succeed()
    {
        using VioletClient violet = _server.Violet();
        await violet.Orders.GetAsync(Order);
        _server.ExpireTokens();

        Order[] orders = await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => violet.Orders.GetAsync(Order)));

        int refused = _server.Requests.Count(r => r.Status == 401);
        await TestContext.Out.WriteLineAsync(
            $"{Callers} calls, {refused} refused, {_server.CountRequests("Auth_RefreshToken")} refresh, "
                + $"{_server.CountRequests("Auth_Login") - 1} logins"
        );
        Assert.That(orders.Select(o => o.Id), Is.All.EqualTo(Order));
        Assert.That((_server.CountRequests("Auth_RefreshToken"), _server.CountRequests("Auth_Login")), Is.EqualTo((1, 1)));
        Assert.That(_server.CountRequests("Orders_Get"), Is.EqualTo(1 + Callers + refused), "each refused call is repeated once");
    }

    [Test]
    public async Task A_thousand_calls_whose_token_is_over_by_the_clock_refresh_it_once_and_none_is_refused()
    {
        _server.TokenLifetime = TimeSpan.FromSeconds(-1);
        string over = _server.IssueToken();
        _server.TokenLifetime = TimeSpan.FromHours(24);
        using VioletClient violet = _server.Violet(o => (o.Token, o.RefreshToken) = (over, _server.RefreshToken));

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => violet.Orders.GetAsync(Order)));

        Assert.That(
            (_server.CountRequests("Auth_RefreshToken"), _server.CountRequests("Auth_Login"), _server.CountRequests("Orders_Get")),
            Is.EqualTo((1, 0, Callers))
        );
    }

    [Test]
    public async Task When_the_refresh_fails_the_login_serves_them_all()
    {
        using VioletClient violet = _server.Violet();
        await violet.Orders.GetAsync(Order);
        _server.Faults.Add(Fault.Status(500).On("Auth_RefreshToken"));
        _server.ExpireTokens();

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => violet.Orders.GetAsync(Order)));

        await TestContext.Out.WriteLineAsync(
            $"{Callers} calls, {_server.CountRequests("Auth_RefreshToken")} refresh that failed, "
                + $"{_server.CountRequests("Auth_Login") - 1} login"
        );
        Assert.That((_server.CountRequests("Auth_RefreshToken"), _server.CountRequests("Auth_Login")), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task Without_a_login_they_all_fail_clearly_and_each_window_of_the_back_off_has_one_attempt()
    {
        using VioletClient violet = RefreshOnly(retries: 0);
        _server.Faults.Add(Fault.Status(500).On("Auth_RefreshToken"));
        int attempts = 0;

        foreach (int window in (int[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            VioletAuthenticationException[] failures = await FailAsync(violet);
            Assert.That(_server.CountRequests("Auth_RefreshToken"), Is.EqualTo(++attempts));
            Assert.That(
                failures.Select(e => e.Message).Distinct(),
                Is.EqualTo(
                    new[]
                    {
                        $"The token could not be refreshed (HTTP 500). Set VioletOptions.Username and VioletOptions.Password "
                            + $"as well, and the client logs in when a refresh fails. The next attempt is made in {window} s at the "
                            + $"earliest.",
                    }
                )
            );
            Assert.That(failures.Select(e => e.InnerException), Is.All.InstanceOf<VioletServerException>());

            _time.Advance(TimeSpan.FromSeconds(window) - TimeSpan.FromMilliseconds(1));
            await FailAsync(violet);
            Assert.That(_server.CountRequests("Auth_RefreshToken"), Is.EqualTo(attempts), $"the window of {window} s is not over");
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        _server.Faults.Clear();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => violet.Orders.GetAsync(Order)));
        await TestContext.Out.WriteLineAsync(
            $"{16 * Callers} calls in 8 windows: {attempts} attempts; after that "
                + $"{_server.CountRequests("Auth_RefreshToken") - attempts} refresh, {_server.CountRequests("Orders_Get")} calls "
                + $"served"
        );
        Assert.That((_server.CountRequests("Auth_RefreshToken"), _server.CountRequests("Orders_Get")), Is.EqualTo((attempts + 1, Callers)));
    }

    [Test]
    public async Task Calls_that_are_repeated_keep_to_the_windows_too()
    {
        using VioletClient violet = RefreshOnly(retries: 3);
        _server.Faults.Add(Fault.Status(500).On("Auth_RefreshToken"));
        DateTimeOffset start = _time.GetUtcNow();

        Task<VioletAuthenticationException[]> failing = FailAsync(violet);
        while (!failing.IsCompleted)
        {
            await Task.WhenAny(failing, Task.Delay(20));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await failing;
        double seconds = (_time.GetUtcNow() - start).TotalSeconds;
        int windows = 1 + (int)Math.Log2(seconds + 1); // they begin after 0, 1, 3, 7 ... s
        await TestContext.Out.WriteLineAsync(
            $"{Callers} calls with three repeats each: {_server.CountRequests("Auth_RefreshToken")} attempts in {seconds:0.0} "
                + $"s, which have {windows} windows"
        );
        Assert.That(_server.CountRequests("Auth_RefreshToken"), Is.InRange(2, windows));
    }

    [Test]
    public async Task A_business_401_renews_nothing()
    {
        using VioletClient violet = _server.Violet();
        Merchant apart = (await violet.Merchants.ListAll().ToListAsync()).First(m => m.Name == "Juniper Skincare");
        _server.Faults.Add(Fault.Status(401, """{"error":"sku_not_accessible","code":2008,"message":"no"}""").On("Skus_Get"));

        int?[] codes = await Task.WhenAll(
            Enumerable
                .Range(0, Callers)
                .Select(i => CodeAsync(i % 2 == 0 ? violet.Relay.ListCustomersAsync(apart.Id) : violet.Skus.GetAsync(200010)))
        );

        await TestContext.Out.WriteLineAsync(
            $"{codes.Count(c => c == 7118)} answers 7118, {codes.Count(c => c == 2008)} answers 2008, "
                + $"{_server.CountRequests("Auth_RefreshToken")} refreshes"
        );
        Assert.That((codes.Count(c => c == 7118), codes.Count(c => c == 2008)), Is.EqualTo((Callers / 2, Callers / 2)));
        Assert.That((_server.CountRequests("Auth_Login"), _server.CountRequests("Auth_RefreshToken")), Is.EqualTo((1, 0)));
        Assert.That(
            (_server.CountRequests("Relay_ListCustomers"), _server.CountRequests("Skus_Get")),
            Is.EqualTo((Callers / 2, Callers / 2)),
            "none is repeated"
        );

        static async Task<int?> CodeAsync(Task call)
        {
            try
            {
                await call;
                return null;
            }
            catch (VioletPermissionException e)
            {
                return e.Code;
            }
        }
    }

    private VioletClient RefreshOnly(int retries) =>
        _server.Violet(o =>
        {
            (o.Username, o.Password, o.RefreshToken) = (null, null, _server.RefreshToken);
            (o.MaxRetries, o.TimeProvider) = (retries, _time);
        });

    private static async Task<VioletAuthenticationException[]> FailAsync(VioletClient violet)
    {
        Task[] calls = [.. Enumerable.Range(0, Callers).Select(_ => violet.Orders.GetAsync(Order))];
        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        return [.. calls.Select(call => (VioletAuthenticationException)call.Exception!.InnerException!)];
    }
}
