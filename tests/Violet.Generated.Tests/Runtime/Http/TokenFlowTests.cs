namespace Violet.Generated.Tests.Transport;

public class TokenFlowTests
{
    private const string Expired = """{"status":401,"message":"Token has expired","error_code":11,"timestamp":1558040517021}""";

    [Test]
    public async Task With_a_login_the_first_call_logs_in_and_the_second_does_not()
    {
        using var http = new Http(Http.Answer(200, """{"token":"t1","refresh_token":"r"}"""), Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = WithLogin(http);

        await violet.Orders.GetAsync(1);
        await violet.Orders.GetAsync(1);

        Assert.That(http.Sent.Select(Path), Is.EqualTo(new[] { "POST login", "GET orders/1", "GET orders/1" }));
        Assert.That(http.Requests[1].Headers.GetValues("X-Violet-Token").Single(), Is.EqualTo("t1"));
    }

    [Test]
    public async Task An_expired_token_is_renewed_and_the_call_repeated_once_even_when_it_acts()
    {
        using var http = new Http(Http.Answer(401, Expired), Http.Answer(200, """{"token":"t2"}"""), Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet(options => options.RefreshToken = "refresh");

        Offer offer = await violet.Sync.ResyncOfferAsync(1);

        Assert.That(offer.Id, Is.EqualTo(1));
        Assert.That(http.Sent.Select(Path), Is.EqualTo(new[] { "POST sync/offers/1", "GET auth/token", "POST sync/offers/1" }));
        Assert.That(http.Requests[1].Headers.GetValues("X-Violet-Token").Single(), Is.EqualTo("refresh"));
        Assert.That(http.Requests[2].Headers.GetValues("X-Violet-Token").Single(), Is.EqualTo("t2"));
    }

    [TestCase("""{"error":"merchant_not_connected","code":7118}""")]
    [TestCase("""{"error":"sku_not_accessible","code":2008}""")]
    public async Task A_business_401_renews_nothing(string body)
    {
        using var http = new Http(Http.Answer(401, body));
        using VioletClient violet = http.Violet(options => options.RefreshToken = "refresh");

        await Assert.CatchAsync<VioletPermissionException>(() => violet.Sync.ResyncOfferAsync(1));

        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_token_that_cannot_be_renewed_surfaces_the_401()
    {
        using var http = new Http(Http.Answer(401, Expired));
        using VioletClient violet = http.Violet();

        VioletPermissionException? error = await Assert.CatchAsync<VioletPermissionException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.Code, Is.EqualTo(11));
        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_renewed_token_that_is_refused_too_surfaces_the_401()
    {
        using var http = new Http(Http.Answer(401, Expired), Http.Answer(200, """{"token":"t2"}"""), Http.Answer(401, Expired));
        using VioletClient violet = http.Violet(options => options.RefreshToken = "refresh");

        await Assert.CatchAsync<VioletPermissionException>(() => violet.Orders.GetAsync(1));

        Assert.That(http.Sent, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Wrong_credentials_are_one_clear_exception_without_a_secret()
    {
        using var http = new Http(Http.Answer(401, """{"message":"One or more of your API Credentials are invalid"}"""));
        using VioletClient violet = WithLogin(http);

        VioletAuthenticationException? error = await Assert.CatchAsync<VioletAuthenticationException>(() => violet.Orders.GetAsync(1));

        Assert.That(error!.InnerException, Is.InstanceOf<VioletPermissionException>());
        Assert.That(error.ToString(), Does.Not.Contain("pa55word").And.Not.Contain("app-secret").And.Not.Contain("owner@"));
        Assert.That(http.Sent, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_login_that_fails_for_a_moment_is_tried_again_for_a_call_that_is_safe_to_repeat()
    {
        using var http = new Http(Http.Answer(503), Http.Answer(200, """{"token":"t1"}"""), Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = WithLogin(http);

        Order order = await http.RunAsync(violet.Orders.GetAsync(1));

        Assert.That(order.Id, Is.EqualTo(1));
        Assert.That(http.Sent.Select(Path), Is.EqualTo(new[] { "POST login", "POST login", "GET orders/1" }));
    }

    [Test]
    public async Task A_provider_of_the_users_own_is_asked_for_every_call()
    {
        var provider = new CountingProvider();
        using var http = new Http(Http.Answer(200, """{"id":1}"""));
        using VioletClient violet = http.Violet(options =>
        {
            options.Token = null;
            options.TokenProvider = provider;
        });

        await violet.Orders.GetAsync(1);
        await violet.Orders.GetAsync(1);

        Assert.That(
            http.Requests.Select(request => request.Headers.GetValues("X-Violet-Token").Single()),
            Is.EqualTo(new[] { "mine-1", "mine-2" })
        );
    }

    private static VioletClient WithLogin(Http http) =>
        http.Violet(options =>
        {
            options.Token = null;
            options.Username = "owner@example.org";
            options.Password = "pa55word";
        });

    private static string Path(string sent) => sent.Replace("https://sandbox-api.violet.io/v1/", "", StringComparison.Ordinal);

    private sealed class CountingProvider : IVioletTokenProvider
    {
        private int _calls;

        public ValueTask<string> GetTokenAsync(CancellationToken cancellationToken) => new($"mine-{++_calls}");

        public ValueTask<string?> RefreshTokenAsync(string rejectedToken, CancellationToken cancellationToken) => new((string?)null);
    }
}
