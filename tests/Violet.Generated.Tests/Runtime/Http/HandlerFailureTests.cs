namespace Violet.Generated.Tests.Transport;

/// <summary>What handlers throw that a user adds: every failure is of the client's own tree.</summary>
public class HandlerFailureTests
{
    [Test]
    public async Task What_a_handler_throws_is_wrapped_names_its_type_and_is_final()
    {
        using var http = new Http(Http.Throw(new BrokenCircuitException("The circuit is open for jane@example.org.")));
        using VioletClient violet = http.Violet();

        VioletConnectionException? error = await Assert.CatchAsync<VioletConnectionException>(() =>
            http.RunAsync(violet.Orders.GetAsync(1))
        );

        Assert.That(error!.Message, Does.StartWith("Orders.Get: ").And.Contain("BrokenCircuitException").And.Not.Contain("jane"));
        Assert.That(error.InnerException, Is.InstanceOf<BrokenCircuitException>());
        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    /// <summary>One type, since a timeout of a resilience library has no base class that we could know.</summary>
    [Test]
    public async Task The_timeout_of_a_resilience_library_is_a_timeout_and_retried()
    {
        using var http = new Http(Http.Throw(new TimeoutRejectedException()));
        using VioletClient violet = http.Violet(options => options.MaxRetries = 2);

        VioletTimeoutException? error = await Assert.CatchAsync<VioletTimeoutException>(() => http.RunAsync(violet.Orders.GetAsync(1)));

        Assert.That(error!.Message, Does.Contain("TimeoutRejectedException"));
        Assert.That(http.Sent, Has.Count.EqualTo(3));
    }

    /// <summary>The HttpClient's own time limit comes as a cancellation, with a TimeoutException inside on newer frameworks.</summary>
    [Test]
    public async Task The_time_limit_of_the_HttpClient_is_a_timeout_and_no_broken_connection()
    {
        using var handler = new Http(
            async (_, stop) =>
            {
                await Task.Delay(Timeout.Infinite, stop);
                throw new InvalidOperationException("It waits until it is given up.");
            }
        );
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromMilliseconds(20) };
        using var violet = new VioletClient(
            new VioletOptions
            {
                AppId = 10,
                AppSecret = "app-secret",
                Token = "token",
                MaxRetries = 0,
            },
            client
        );

        VioletTimeoutException? error = await Assert.CatchAsync<VioletTimeoutException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.Message, Does.Contain("HttpClient"));
    }

    [Test]
    public async Task The_timeout_of_a_handler_does_not_make_a_call_that_acts_be_sent_again()
    {
        using var http = new Http(Http.Throw(new TimeoutRejectedException()));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletTimeoutException>(() => http.RunAsync(violet.Sync.ResyncOfferAsync(1)));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_a_token_provider_throws_is_an_authentication_failure_that_names_its_type()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet(options => options.TokenProvider = new Failing());

        VioletAuthenticationException? error = await Assert.CatchAsync<VioletAuthenticationException>(() =>
            http.RunAsync(violet.Orders.GetAsync(1))
        );

        Assert.That(error!.Message, Does.Contain("KeyNotFoundException"));
        Assert.That(error.InnerException, Is.InstanceOf<KeyNotFoundException>());
        Assert.That(http.Sent, Is.Empty);
    }

    private sealed class BrokenCircuitException(string message) : Exception(message);

    private sealed class TimeoutRejectedException : Exception;

    private sealed class Failing : IVioletTokenProvider
    {
        public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => throw new KeyNotFoundException("no tenant");

        public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) => new((string?)null);
    }
}
