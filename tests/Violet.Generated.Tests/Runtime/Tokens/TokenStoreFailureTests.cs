using Violet.Generated.Runtime.Tokens;
using static Violet.Generated.Tests.Tokens.TokenTestExtensions;

namespace Violet.Generated.Tests.Tokens;

/// <summary>A store that is down, slow or full of something else costs a login and never a call.</summary>
public class TokenStoreFailureTests : TokenStoreFixture
{
    [Test]
    public async Task A_store_that_is_down_disturbs_no_call_and_is_told_once_until_it_has_worked_again()
    {
        Shared.Failure = new IOException("the store is down");
        using TokenManager manager = Process();

        string token = await manager.GetAsync();
        Assert.That((token, Endpoint.Logins, Shared.Reads), Is.EqualTo((Day("logged in 1"), 1, 1)));
        await Log.WaitForAsync(2);
        await Shared.WriteEndedAsync();
        token = (await manager.RefreshAsync(token))!;
        await Shared.WriteEndedAsync();
        Assert.That(Log.Lines, Has.Length.EqualTo(2));
        Shared.Failure = null;
        token = (await manager.RefreshAsync(token))!;
        await Shared.WriteEndedAsync();
        Shared.Failure = new IOException("the store is down again");
        await manager.RefreshAsync(token);
        await Log.WaitForAsync(4);

        string read = Told("read", nameof(IOException));
        string written = Told("written", nameof(IOException));
        Assert.That(Log.Lines, Is.EqualTo(new[] { read, written, read, written }));
    }

    [Test]
    public async Task A_store_that_does_not_answer_has_two_seconds_even_if_it_blocks_its_thread([Values] bool blocks)
    {
        using var end = new ManualResetEventSlim();
        Shared.OnGet = async cancellationToken =>
        {
            if (blocks)
                end.Wait(CancellationToken.None);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        };
        using TokenManager manager = Process();

        Task<string> call = manager.GetAsync();
        await Time.BeginsToWaitAsync(TimeSpan.FromSeconds(2));
        Time.Advance(TimeSpan.FromMilliseconds(1999));
        Assert.That((Shared.Reads, Endpoint.Attempts), Is.EqualTo((1, 0)));
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.That(await call, Is.EqualTo(Day("logged in 1")), "its time counts from now");
        Assert.That(Log.Lines, Is.EqualTo(new[] { Told("read", nameof(TimeoutException)) }));
        end.Set();
    }

    [Test]
    public async Task A_store_that_cannot_store_in_two_seconds_is_given_up_and_told()
    {
        Shared.WriteGate = new TaskCompletionSource();
        using TokenManager manager = Process();
        await manager.GetAsync();

        await Time.AdvanceUntilAsync(Log.WaitForAsync(1));

        Assert.That(Log.Lines, Is.EqualTo(new[] { Told("written", nameof(TimeoutException)) }));
    }

    [TestCase("line\nfeed")]
    [TestCase("caf\u00e9")]
    public async Task A_stored_token_that_cannot_be_sent_costs_a_login_and_is_overwritten(string unusable)
    {
        Shared.Tokens[Key] = new TokenSet(unusable, "rt-" + unusable);
        using TokenManager manager = Process();

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("logged in 1")));
        await Shared.Written;

        Assert.That(Endpoint.Refreshes, Is.Zero, "nor can its refresh token be sent");
        Assert.That(Shared.Tokens[Key].AccessToken, Is.EqualTo(Day("logged in 1")));
        Assert.That(Log.Lines, Is.EqualTo(new[] { Told("used", "what it holds is no token") }));
    }

    [Test]
    public async Task A_stored_token_is_used_without_a_refresh_token_that_cannot_be_sent()
    {
        Shared.Tokens[Key] = new TokenSet(Day("stored"), "rt\r\n");
        using TokenManager manager = Process();

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("stored")));
        Assert.That(await manager.RefreshAsync(Day("stored")), Is.EqualTo(Day("logged in 1")));
        Assert.That(Endpoint.Refreshes, Is.Zero);
    }

    [Test]
    public async Task A_token_from_the_API_that_cannot_be_sent_counts_as_none()
    {
        Endpoint.OnRefresh = () => Task.FromResult("line\nfeed");
        using TokenManager manager = NewManager(Endpoint, Time, refreshToken: "rt", username: "u", password: "p");

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("logged in 1")));
    }

    [Test]
    public async Task Nobody_waits_until_a_token_is_stored()
    {
        Shared.WriteGate = new TaskCompletionSource();
        using TokenManager manager = Process();

        Assert.That(await manager.GetAsync(), Is.EqualTo(Day("logged in 1")));
        Assert.That(Shared.Tokens, Is.Empty);
        Shared.WriteGate.SetResult();
        await Shared.Written;
    }
}
