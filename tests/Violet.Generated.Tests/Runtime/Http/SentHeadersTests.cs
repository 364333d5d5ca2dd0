using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Violet.Generated.Tests.Transport;

/// <summary>What is sent beside the credentials.</summary>
public partial class SentHeadersTests
{
    [Test]
    public async Task The_client_names_itself_its_runtime_and_its_platform()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}"""));

        await http.Violet().Orders.GetAsync(1);
        await http.Violet(options => options.UserAgentProduct = "my-shop/1.2").Orders.GetAsync(1);

        Assert.That(UserAgent(http, 0), Does.Match(Ours()));
        Assert.That(UserAgent(http, 1), Is.EqualTo("my-shop/1.2 " + UserAgent(http, 0)));
    }

    [Test]
    public async Task A_User_Agent_of_the_users_own_stays()
    {
        using var http = new Http(Http.Answer(200, """{"id":1}"""));
        using var client = new HttpClient(http, disposeHandler: false) { DefaultRequestHeaders = { { "User-Agent", "theirs/2" } } };
        using var violet = new VioletClient(
            new VioletOptions
            {
                AppId = 10,
                AppSecret = "app-secret",
                Token = "t",
            },
            client
        );

        await violet.Orders.GetAsync(1);
        await http.Violet(options => options.Headers["User-Agent"] = "mine/1").Orders.GetAsync(1);

        Assert.That((UserAgent(http, 0), UserAgent(http, 1)), Is.EqualTo(("theirs/2", "mine/1")));
    }

    [TestCase("two words")]
    [TestCase("a/1\r\nX-Evil: 1")]
    [TestCase("secret(")]
    public void A_product_that_is_none_is_named_and_not_quoted(string product)
    {
        ArgumentException? error = Assert.Catch<ArgumentException>(() => new Http().Violet(options => options.UserAgentProduct = product));

        Assert.That(error!.Message, Does.Contain("VioletOptions.UserAgentProduct").And.Not.Contain(product));
    }

    [Test]
    public async Task Headers_of_the_client_are_on_every_request_and_those_of_a_call_on_no_login()
    {
        using var http = new Http(
            Http.Answer(200, """{"token":"t1","refresh_token":"r"}"""),
            Http.Answer(401, """{"message":"Token has expired","error_code":11}"""),
            Http.Answer(200, """{"token":"t2"}"""),
            Http.Answer(200, """{"id":1}""")
        );
        using VioletClient violet = http.Violet(options =>
        {
            (options.Token, options.Username, options.Password) = (null, "owner@example.org", "pa55word");
            options.Headers["X-Gateway"] = "key-1";
        });

        await violet.WithOptions(options => options.Headers["X-Call"] = "1").Orders.GetAsync(1);

        Assert.That(http.Requests.Select(request => request.RequestUri!.Segments[^1]), Is.EqualTo(new[] { "login", "1", "token", "1" }));
        Assert.That(
            http.Requests.Select(request => request.Headers.GetValues("X-Gateway").Single()),
            Is.EqualTo(new[] { "key-1", "key-1", "key-1", "key-1" })
        );
        Assert.That(
            http.Requests.Select(request => request.Headers.Contains("X-Call")),
            Is.EqualTo(new[] { false, true, false, true }),
            "a login is for all calls"
        );
        Assert.That(http.Requests.Select(request => request.Headers.Contains("User-Agent")), Has.All.True);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Of_tracing_at_most_traceparent_leaves(bool sends)
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{\"id\":1}");
        using VioletClient violet = server.Violet(options => options.SendTraceParent = sends);
        using var activity = new Activity("inbound");
        activity.SetIdFormat(ActivityIdFormat.W3C);
        activity.TraceStateString = "vendor=planted";
        activity.AddBaggage("customer.email", "zoe.z@planted.example");
        activity.Start();

        await violet.Orders.GetAsync(1);

        string head = server.Heads.Single();
        Assert.That(head, sends ? Does.Contain($"traceparent: 00-{activity.TraceId}-") : Does.Not.Contain("traceparent"));
        Assert.That(head, Does.Not.Contain("planted").And.Not.Contain("baggage").IgnoreCase.And.Not.Contain("Correlation-Context"));
    }

    private static string UserAgent(Http http, int call) => string.Join(' ', http.Requests[call].Headers.GetValues("User-Agent"));

    [GeneratedRegex(@"^violet-generated-dotnet/\d+\.\d+\.\d+\S* \(\.NET [^();]+; (linux|windows|macos)\)$")]
    private static partial Regex Ours();
}
