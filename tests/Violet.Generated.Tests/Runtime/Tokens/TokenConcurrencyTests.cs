using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>Many callers at once: they share one renewal, and none of them disturbs another.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public class TokenConcurrencyTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
    private FakeTokenEndpoint _endpoint = null!;
    private TaskCompletionSource<string> _refresh = null!;
    private TaskCompletionSource<TokenSet> _login = null!;

    [SetUp]
    public void TheTestAnswersByHand()
    {
        _refresh = new();
        _login = new();
        _endpoint = new FakeTokenEndpoint { OnRefresh = () => _refresh.Task, OnLogin = () => _login.Task };
    }

    [Test]
    public async Task A_thousand_callers_on_an_expired_token_share_one_refresh()
    {
        using TokenManager manager = NewManager(_endpoint, _time, Jwt(_time.GetUtcNow().AddDays(-2), _time.GetUtcNow().AddDays(-1)), "rt");

        Task<string>[] calls = await StartThousandAsync(() => manager.GetAsync());
        _refresh.SetResult(Day("new"));
        string[] tokens = await Task.WhenAll(calls).Soon();

        TestContext.Out.WriteLine($"{tokens.Length} calls, {_endpoint.Refreshes} refresh, {_endpoint.Logins} logins");
        Assert.That(tokens, Has.All.EqualTo(Day("new")));
        Assert.That((_endpoint.Refreshes, _endpoint.Logins), Is.EqualTo((1, 0)));
    }

    [Test]
    public async Task A_thousand_calls_rejected_together_share_one_refresh()
    {
        string rejected = Day("rejected");
        using TokenManager manager = NewManager(_endpoint, _time, rejected, "rt");

        Task<string?>[] calls = await StartThousandAsync(() => manager.RefreshAsync(rejected));
        _refresh.SetResult(Day("new"));
        string?[] tokens = await Task.WhenAll(calls).Soon();
        string? late = await manager.RefreshAsync(rejected);

        Assert.That(tokens.Append(late), Has.All.EqualTo(Day("new")));
        Assert.That(_endpoint.Refreshes, Is.EqualTo(1));
    }

    [Test]
    public async Task A_thousand_first_callers_share_one_login()
    {
        using TokenManager manager = Login();

        Task<string>[] calls = await StartThousandAsync(() => manager.GetAsync());
        _login.SetResult(new TokenSet(Day("new"), "rt"));

        Assert.That(await Task.WhenAll(calls).Soon(), Has.All.EqualTo(Day("new")));
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_thousand_callers_get_the_same_failure_each_in_an_exception_of_its_own()
    {
        VioletApiException cause = ApiError(500);
        using TokenManager manager = NewManager(_endpoint, _time, refreshToken: "rt");

        Task<string>[] calls = await StartThousandAsync(() => manager.GetAsync());
        _refresh.SetException(cause);
        VioletAuthenticationException[] failures = await Task.WhenAll(calls.Select(call => call.Failure()));

        Assert.That(failures.Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(1000));
        Assert.That(failures.Select(e => e.Message).Distinct().Count(), Is.EqualTo(1));
        Assert.That(failures.Select(e => e.InnerException), Has.All.SameAs(cause));
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_caller_who_gives_up_leaves_alone_and_the_others_get_their_token()
    {
        using TokenManager manager = Login();
        using var patience = new CancellationTokenSource();
        Task<string> leaver = manager.GetAsync(patience.Token); // the one who started the login
        Task<string> stayer = manager.GetAsync();
        await _endpoint.Called;

        await patience.CancelAsync();

        OperationCanceledException cancelled = (await Assert.CatchAsync<OperationCanceledException>(() => leaver))!;
        Assert.That(cancelled.CancellationToken, Is.EqualTo(patience.Token));
        Assert.That((stayer.IsCompleted, _endpoint.LastCancellationToken.IsCancellationRequested), Is.EqualTo((false, false)));
        _login.SetResult(new TokenSet(Day("new"), "rt"));
        Assert.That(await stayer, Is.EqualTo(Day("new")));
        Assert.That(_endpoint.Logins, Is.EqualTo(1));
    }

    [Test]
    public async Task When_all_callers_have_given_up_the_login_goes_on_and_its_token_is_kept()
    {
        using TokenManager manager = Login();
        using var patience = new CancellationTokenSource();
        Task<string>[] calls = Enumerable.Range(0, 10).Select(_ => manager.GetAsync(patience.Token)).ToArray();
        await _endpoint.Called;
        await patience.CancelAsync();
        foreach (Task<string>? call in calls)
            await Assert.CatchAsync<OperationCanceledException>(() => call);

        _login.SetResult(new TokenSet(Day("new"), "rt"));

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("new")));
        Assert.That(_endpoint.Logins, Is.EqualTo(1));
    }

    [Test]
    public async Task When_all_callers_have_given_up_a_failed_login_is_no_unobserved_exception()
    {
        var unobserved = new List<Exception>();
        void Collect(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Add(e.Exception);
        TaskScheduler.UnobservedTaskException += Collect;
        try
        {
            using TokenManager manager = Login();
            using var patience = new CancellationTokenSource();
            Task<string> call = manager.GetAsync(patience.Token);
            await _endpoint.Called;
            await patience.CancelAsync();
            await Assert.CatchAsync<OperationCanceledException>(() => call);

            _login.SetException(new InvalidOperationException("planted"));
            (await CatchAsync(manager.GetAsync()))!.ToString(); // the failure has arrived
            _login = new();
            GC.Collect();
            GC.WaitForPendingFinalizers();

            Assert.That(unobserved.Where(e => e.ToString().Contains("planted")), Is.Empty);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Collect;
        }
    }

    [Test]
    public async Task A_caller_who_is_already_cancelled_starts_nothing()
    {
        using TokenManager manager = Login();

        await Assert.CatchAsync<OperationCanceledException>(() => manager.GetAsync(new CancellationToken(true)));
        await Assert.CatchAsync<OperationCanceledException>(() => manager.RefreshAsync("old", new CancellationToken(true)));
        manager.Dispose();
        Assert.That(manager.GetTokenAsync(default).AsTask().IsFaulted, "a login under way would be waited for");
    }

    [Test]
    public async Task Nobody_waits_while_a_token_is_renewed_ahead_even_if_the_endpoint_blocks()
    {
        using var unblock = new ManualResetEventSlim();
        _endpoint.OnRefresh = () =>
        {
            unblock.Wait(TimeSpan.FromSeconds(30));
            return Task.FromResult(Day("new"));
        };
        string old = Day("old");
        using TokenManager manager = NewManager(_endpoint, _time, old, "rt");
        _time.Advance(TimeSpan.FromHours(23.75));

        for (int i = 0; i < 1000; i++)
            Assert.That(manager.GetTokenAsync(default).AtOnce(), Is.EqualTo(old));

        await _endpoint.Called;
        unblock.Set();
        await manager.UntilAsync(Day("new"));
        Assert.That(_endpoint.Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_renewal_does_not_see_the_callers_context()
    {
        var context = new AsyncLocal<string?> { Value = "the first caller's HttpContext" };
        string? seen = null;
        _endpoint.OnLogin = () =>
        {
            seen = context.Value;
            return Task.FromResult(new TokenSet(Day("new"), null));
        };
        using TokenManager manager = Login();
        await manager.GetAsync();

        Assert.That(seen, Is.Null);
    }

    [Test]
    public async Task A_caller_who_blocks_after_its_wait_holds_up_nobody()
    {
        using TokenManager manager = Login();
        using var unblock = new ManualResetEventSlim();
        async Task BlockAsync()
        {
            await manager.GetTokenAsync(default).ConfigureAwait(false);
            unblock.Wait(TimeSpan.FromSeconds(30));
        }

        Task blocker = BlockAsync();
        Task<string> other = manager.GetAsync();
        await _endpoint.Called;
        _ = Task.Run(() => _login.SetResult(new TokenSet(Day("new"), "rt"))); // NUnit's own thread would not run continuations inline

        Assert.That(await other, Is.EqualTo(Day("new")));
        Assert.That(blocker.IsCompleted, Is.False);
        unblock.Set();
        await blocker.Soon();
    }

    [Test]
    public void A_valid_token_is_given_at_once_and_without_allocation()
    {
        using TokenManager manager = NewManager(
            _endpoint,
            TimeProvider.System,
            Jwt(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1)),
            "rt"
        );
        manager.GetTokenAsync(default).AtOnce();

        int atOnce = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            atOnce += manager.GetTokenAsync(default).AtOnce() is null ? 0 : 1;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That((atOnce, allocated), Is.EqualTo((1000, 0L)));
    }

    private TokenManager Login() => NewManager(_endpoint, _time, username: "u", password: "p");

    private static string Day(string name) =>
        Jwt(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 8, 2, 12, 0, 0, TimeSpan.Zero), name);

    private static async Task<Exception?> CatchAsync(Task task)
    {
        try
        {
            await task;
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    /// <summary>Starts a thousand calls from all threads of the pool, and ends when they all wait and the endpoint was called.</summary>
    private async Task<Task<T>[]> StartThousandAsync<T>(Func<Task<T>> call)
    {
        var calls = new Task<T>[1000];
        Parallel.For(0, calls.Length, i => calls[i] = call());
        await _endpoint.Called;
        Assert.That(calls.Count(c => c.IsCompleted), Is.Zero);
        return calls;
    }
}
