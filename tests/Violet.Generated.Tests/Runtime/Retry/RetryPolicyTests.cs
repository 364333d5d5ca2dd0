using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Runtime.Retry;

namespace Violet.Generated.Tests.Transport;

/// <summary>What is retried, when, and how long the wait is, asked of the one method that decides it.</summary>
public class RetryPolicyTests
{
    private static readonly TimeSpan s_plenty = TimeSpan.FromDays(1);
    private static readonly VioletConnectionException s_broken = new("broken");

    [TestCase(0, 0.25, 0.5)]
    [TestCase(1, 0.5, 1)]
    [TestCase(2, 1, 2)]
    [TestCase(5, 8, 16)]
    [TestCase(6, 10, 20)]
    [TestCase(19, 10, 20)]
    public void The_wait_doubles_up_to_a_limit_and_half_of_it_is_chance(int retries, double shortest, double longest)
    {
        var policy = new RetryPolicy(RetryRule.Safe, MaxRetries: 20, RetriesRefused: false);

        Assert.That(policy.DelayAfter(s_broken, retries, s_plenty, random: 0), Is.EqualTo(TimeSpan.FromSeconds(longest)));
        Assert.That(policy.DelayAfter(s_broken, retries, s_plenty, random: 1), Is.EqualTo(TimeSpan.FromSeconds(shortest)));
    }

    [Test]
    public void A_wait_that_is_longer_than_the_time_left_is_not_begun()
    {
        var policy = new RetryPolicy(RetryRule.Safe, MaxRetries: 3, RetriesRefused: false);

        Assert.That(policy.DelayAfter(s_broken, 0, TimeSpan.FromSeconds(0.5), random: 0), Is.Null);
        Assert.That(policy.DelayAfter(s_broken, 0, TimeSpan.FromSeconds(0.51), random: 0), Is.Not.Null);
        Assert.That(policy.DelayAfter(Error(429, 10), 0, TimeSpan.FromSeconds(10), random: 0), Is.Null);
        Assert.That(policy.DelayAfter(Error(429, 10), 0, TimeSpan.FromSeconds(11), random: 0), Is.EqualTo(TimeSpan.FromSeconds(10)));
    }

    [Test]
    public void Nobody_waits_for_more_than_an_hour()
    {
        var policy = new RetryPolicy(RetryRule.Safe, MaxRetries: 3, RetriesRefused: false);

        Assert.That(policy.DelayAfter(Error(429, 3600), 0, TimeSpan.MaxValue, random: 0), Is.EqualTo(TimeSpan.FromHours(1)));
        Assert.That(policy.DelayAfter(Error(429, 3601), 0, TimeSpan.MaxValue, random: 0), Is.Null);
    }

    [Test]
    public void After_the_last_retry_there_is_none()
    {
        var policy = new RetryPolicy(RetryRule.Safe, MaxRetries: 2, RetriesRefused: false);

        Assert.That(policy.DelayAfter(s_broken, 1, s_plenty, random: 0), Is.Not.Null);
        Assert.That(policy.DelayAfter(s_broken, 2, s_plenty, random: 0), Is.Null);
    }

    [Test]
    public void What_the_contract_allows_only_after_a_refusal_is_retried_after_429_alone_and_only_when_asked_for()
    {
        var asked = new RetryPolicy(RetryRule.RefusedOnly, MaxRetries: 3, RetriesRefused: true);
        var notAsked = new RetryPolicy(RetryRule.RefusedOnly, MaxRetries: 3, RetriesRefused: false);

        Assert.That(asked.DelayAfter(Error(429), 0, s_plenty, random: 0), Is.Not.Null);
        Assert.That(notAsked.DelayAfter(Error(429), 0, s_plenty, random: 0), Is.Null);
        foreach (VioletException failure in (VioletException[])[s_broken, Error(408), Error(500), Error(503)])
            Assert.That(asked.DelayAfter(failure, 0, s_plenty, random: 0), Is.Null, failure.Message);
    }

    [Test]
    public void What_acts_is_never_retried()
    {
        var policy = new RetryPolicy(RetryRule.Never, MaxRetries: 3, RetriesRefused: true);

        foreach (VioletException failure in (VioletException[])[s_broken, Error(408), Error(429), Error(503)])
            Assert.That(policy.DelayAfter(failure, 0, s_plenty, random: 0), Is.Null, failure.Message);
    }

    [TestCase(408, true)]
    [TestCase(429, true)]
    [TestCase(500, true)]
    [TestCase(501, false)]
    [TestCase(502, true)]
    [TestCase(599, true)]
    [TestCase(600, false)]
    [TestCase(400, false)]
    [TestCase(401, false)]
    [TestCase(404, false)]
    [TestCase(410, false)]
    [TestCase(302, false)]
    public void By_status(int status, bool isRetried)
    {
        var policy = new RetryPolicy(RetryRule.Safe, MaxRetries: 3, RetriesRefused: false);

        Assert.That(policy.DelayAfter(Error(status), 0, s_plenty, random: 0) is not null, Is.EqualTo(isRetried));
        var login = new VioletAuthenticationException("The login failed.", Error(status));
        Assert.That(policy.DelayAfter(login, 0, s_plenty, random: 0) is not null, Is.EqualTo(isRetried), "as the cause of a failed login");
    }

    [Test]
    public async Task A_call_waits_on_its_own_clock_and_ends_with_the_last_failure()
    {
        var time = new FakeTimeProvider();
        var call = new Failing();

        Task<int> running = new RetryPolicy(RetryRule.Safe, MaxRetries: 2, RetriesRefused: false).RunAsync(call, time, default);
        while (!running.IsCompleted)
            time.Advance(TimeSpan.FromSeconds(1));

        VioletConnectionException? error = await Assert.CatchAsync<VioletConnectionException>(() => running);
        Assert.That(error!.Message, Is.EqualTo("3"), "the last one");
        Assert.That(call.Retries, Is.EqualTo(new[] { 1, 2 }));
    }

    private static VioletApiException Error(int status, int? retryAfterSeconds = null)
    {
        TimeSpan? retryAfter = retryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        return VioletApiException.Create("Orders.Get", status, new ApiErrorBody { RetryAfter = retryAfter });
    }

    private sealed class Failing : IAttempts<int>
    {
        private int _attempts;

        public List<int> Retries { get; } = [];

        public TimeSpan TimeLeft => s_plenty;

        public Task<Attempt<int>> AttemptAsync() => Task.FromResult(new Attempt<int>(0, new VioletConnectionException($"{++_attempts}")));

        public void OnRetry(int retry, TimeSpan delay, VioletException failure) => Retries.Add(retry);
    }
}
