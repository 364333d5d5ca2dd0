using System.Net;

namespace Violet.Generated.Tests.Transport;

public class TimeAndSizeTests
{
    [Test]
    public async Task A_server_that_never_answers_ends_in_a_timeout_after_the_retries()
    {
        using var http = new Http(NeverAnswer);
        using VioletClient violet = http.Violet();
        DateTimeOffset start = http.Time.GetUtcNow();

        await Assert.CatchAsync<VioletTimeoutException>(() => http.RunAsync(violet.Orders.GetAsync(1)));

        Assert.That(http.Time.GetUtcNow() - start, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(101)));
        Assert.That(http.Sent, Has.Count.GreaterThan(1));
    }

    [Test]
    public async Task A_body_that_stops_coming_is_within_the_timeout()
    {
        using var http = new Http(
            (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new StuckStream()) })
        );
        using VioletClient violet = http.Violet(options => options.MaxRetries = 0);

        await Assert.CatchAsync<VioletTimeoutException>(() => http.RunAsync(violet.Orders.GetAsync(1)));
    }

    [Test]
    public async Task The_callers_cancellation_is_no_timeout()
    {
        using var cancel = new CancellationTokenSource();
        using var http = new Http(NeverAnswer);
        using VioletClient violet = http.Violet();
        Task<Order> call = violet.Orders.GetAsync(1, cancel.Token);

        cancel.Cancel();

        OperationCanceledException? error = await Assert.CatchAsync<OperationCanceledException>(() => call);
        Assert.That(error!.CancellationToken, Is.EqualTo(cancel.Token));
        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_answer_over_the_limit_is_not_read_and_not_asked_for_again()
    {
        using var http = new Http(Http.Answer(200, $$"""{"id":1,"token":"{{new string('x', 5000)}}"}"""));
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = 4096);

        await Assert.CatchAsync<VioletResponseTooLargeException>(() => violet.Orders.GetAsync(1));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task The_limit_counts_what_comes_when_the_length_is_not_announced()
    {
        using var http = new Http(
            (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new EndlessStream()) })
        );
        using VioletClient violet = http.Violet(options => options.MaxResponseBytes = 100_000);

        await Assert.CatchAsync<VioletResponseTooLargeException>(() => violet.Orders.GetAsync(1));
    }

    [Test]
    public async Task A_body_shorter_than_announced_is_a_broken_connection()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}""", and: response => response.Content.Headers.ContentLength = 500));
        using VioletClient violet = http.Violet(options => options.MaxRetries = 0);

        await Assert.CatchAsync<VioletConnectionException>(() => violet.Orders.GetAsync(1));
    }

    [Test]
    public async Task An_error_keeps_its_status_whatever_the_size_of_its_body()
    {
        using var http = new Http(
            (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Conflict) { Content = new StreamContent(new EndlessStream()) })
        );
        using VioletClient violet = http.Violet();

        VioletConflictException? error = await Assert.CatchAsync<VioletConflictException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.IsBodyCut, Is.True);
    }

    [Test]
    public void A_time_that_no_timer_takes_is_refused_by_name()
    {
        var options = new VioletOptions
        {
            AppId = 10,
            AppSecret = "app-secret",
            Token = "token-1",
            Timeout = TimeSpan.MaxValue,
            AttemptTimeout = TimeSpan.FromDays(25),
        };

        ArgumentException? error = Assert.Catch<ArgumentException>(() => new VioletClient(options));

        Assert.That(error!.Message, Does.Contain("VioletOptions.Timeout").And.Contain("VioletOptions.AttemptTimeout"));
    }

    /// <summary>A timer may be about to ring while the call ends, and what its callback throws ends the process.</summary>
    [Test]
    public async Task A_timer_that_rings_after_the_call_has_ended_does_no_harm()
    {
        var clock = new LateClock();
        using var http = new Http(Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet(options => options.TimeProvider = clock);

        await violet.Orders.GetAsync(1);

        Assert.That(clock.Rings, Is.Not.Empty);
        Assert.That(() => clock.Rings.ForEach(ring => ring()), Throws.Nothing);
    }

    [Test]
    public async Task A_client_that_is_disposed_says_so_at_once()
    {
        using var http = new Http(Http.Answer(200));
        VioletClient violet = http.Violet(options => (options.Token, options.RefreshToken) = (null, "refresh"));
        violet.Dispose();

        await Assert.CatchAsync<ObjectDisposedException>(() => violet.Orders.GetAsync(1));
        Assert.That(http.Sent, Is.Empty);
    }

    [Test]
    public async Task An_HttpClient_that_is_disposed_says_so_at_once()
    {
        var http = new HttpClient();
        http.Dispose();
        using var violet = new VioletClient(
            new VioletOptions
            {
                AppId = 10,
                AppSecret = "app-secret",
                Token = "token-1",
            },
            http
        );

        await Assert.CatchAsync<ObjectDisposedException>(() => violet.Orders.GetAsync(1));
    }

    private static async Task<HttpResponseMessage> NeverAnswer(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        await using CancellationTokenRegistration end = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return await never.Task;
    }

    /// <summary>Its timers ring when they are told to, disposed or not.</summary>
    private sealed class LateClock : TimeProvider
    {
        public List<Action> Rings { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Rings.Add(() => callback(state));
            return System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private sealed class StuckStream : MemoryStream
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("The body must be read asynchronously.");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Wait(cancellationToken);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Wait(cancellationToken));

        private static async Task<int> Wait(CancellationToken cancellationToken)
        {
            var never = new TaskCompletionSource<int>();
            await using CancellationTokenRegistration end = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            return await never.Task;
        }
    }

    private sealed class EndlessStream : MemoryStream
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(buffer.Length);
    }
}
