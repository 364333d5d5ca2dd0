namespace Violet.Generated.Tests.Transport;

/// <summary>Answers on the wire that no handler and no test double can give.</summary>
public class HostileAnswerTests
{
    private const string Person = "Zebrowski zoe.z@planted.example";

    /// <summary>.NET quotes what it could not parse in its own exceptions.</summary>
    [TestCase("HTTP/1.1 200 OK\r\n" + Person + "\r\n\r\n{}")]
    [TestCase(Person + "\r\n\r\n")]
    [TestCase("HTTP/1.1 200 OK\r\nzoe.z@planted.example: 1\r\n\r\n{}")]
    [TestCase("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + Person + "\r\n")]
    public async Task What_is_no_HTTP_is_not_quoted(string answer)
    {
        await using var server = new RawServer(answer);
        using VioletClient violet = server.Violet();

        VioletConnectionException? error = await Assert.CatchAsync<VioletConnectionException>(() => violet.Orders.GetAsync(1));

        Assert.That(
            error!.ToString(),
            Does.Not.Contain("Zebrowski").And.Not.Contain("planted").And.Not.Contain(BitConverter.ToString("Zeb"u8.ToArray())).IgnoreCase
        );
        Assert.That(error.InnerException, Is.Not.Null);
    }

    [Test]
    public async Task HEAD_announces_a_body_that_does_not_come()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\n");
        using VioletClient violet = server.Violet();

        Assert.That(await violet.SendAsync(HttpMethod.Head, "orders/1"), Is.Null);
    }

    [Test]
    public async Task A_redirect_that_the_HttpClient_followed_ends_the_call()
    {
        await using var elsewhere = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}");
        await using var server = new RawServer(
            $"HTTP/1.1 302 Found\r\nLocation: {elsewhere.Address}elsewhere\r\nContent-Length: 0\r\n\r\n"
        );
        using var http = new HttpClient();
        using VioletClient violet = server.Violet(http: http);

        VioletException? error = await Assert.CatchAsync<VioletException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.Message, Does.StartWith("Orders.Get: ").And.Contain("AllowAutoRedirect"));
    }

    [TestCase("31536000")]
    [TestCase("4000000")]
    [TestCase("Fri, 31 Dec 9999 23:59:59 GMT")]
    public async Task A_wait_of_weeks_is_an_error_at_once_even_without_a_time_limit(string retryAfter)
    {
        await using var server = new RawServer($"HTTP/1.1 429 Too Many\r\nRetry-After: {retryAfter}\r\nContent-Length: 0\r\n\r\n");
        using VioletClient violet = server.Violet(options => (options.MaxRetries, options.Timeout) = (3, Timeout.InfiniteTimeSpan));

        await Assert.CatchAsync<VioletRateLimitException>(() => violet.Orders.GetAsync(1).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.That(server.Heads, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_line_break_never_reaches_the_wire()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}");
        using VioletClient violet = server.Violet();
        using VioletClient provided = server.Violet(options => options.TokenProvider = new Provider("token\r\nX-Evil: secret"));

        ArgumentException? wrongHeader = Assert.Catch<ArgumentException>(() =>
            violet.WithOptions(options => options.Headers["X-Trace"] = "1\r\nX-Evil: secret")
        );
        ArgumentException? wrongName = Assert.Catch<ArgumentException>(() =>
            violet.WithOptions(options => options.Headers["X Trace"] = "1")
        );
        ArgumentException? wrongArgument = await Assert.CatchAsync<ArgumentException>(() =>
            violet.Auth.RefreshTokenAsync("token\r\nX-Evil: secret")
        );
        VioletAuthenticationException? wrongToken = await Assert.CatchAsync<VioletAuthenticationException>(() =>
            provided.Orders.GetAsync(1)
        );

        Assert.That(server.Heads, Is.Empty);
        Assert.That(wrongHeader!.Message, Does.Contain("X-Trace").And.Not.Contain("secret"));
        Assert.That(wrongName!.Message, Does.Contain("X Trace"));
        Assert.That(wrongArgument!.Message, Does.Contain("X-Violet-Token").And.Not.Contain("secret"));
        Assert.That(wrongToken!.Message, Does.Contain("line break").And.Not.Contain("secret"));
    }

    private sealed class Provider(string token) : IVioletTokenProvider
    {
        public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => new(token);

        public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) => new((string?)null);
    }
}
