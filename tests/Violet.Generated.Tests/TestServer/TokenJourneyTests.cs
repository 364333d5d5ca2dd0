using Microsoft.Extensions.Time.Testing;
using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

public class TokenJourneyTests
{
    [Test]
    public void Wrong_credentials_are_refused_once_and_without_naming_them() =>
        Assert.That(
            async () =>
            {
                await using VioletTestServer server = await VioletTestServer.StartAsync();
                using VioletClient violet = server.Violet(o => o.Password = "wrong-password");
                Exception refused = (await Assert.CatchAsync<VioletException>(() => violet.Orders.ListAsync()))!;
                Assert.That(
                    (refused.InnerException as VioletApiException)?.ApiMessage,
                    Is.EqualTo("One or more of your API Credentials are invalid.")
                );
                Assert.That(refused.ToString(), Does.Not.Contain("wrong-password"));
                Assert.That(server.Requests, Has.Count.EqualTo(1));
            },
            Throws.Nothing
        );

    [Test]
    public async Task A_refused_token_is_renewed_once_and_the_call_repeated()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet();
        await violet.Orders.ListAsync(size: 1);
        server.ExpireTokens();

        await violet.Orders.ListAsync(size: 1);

        Assert.That(
            server.Requests.Select(r => (r.Operation, r.Status)),
            Is.EqualTo(
                ((string?, int)[])
                    [("Auth_Login", 200), ("Orders_List", 200), ("Orders_List", 401), ("Auth_RefreshToken", 200), ("Orders_List", 200)]
            )
        );
    }

    [Test]
    public async Task Many_calls_with_a_refused_token_renew_it_once()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet();
        await violet.Orders.ListAsync(size: 1);
        server.ExpireTokens();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => violet.Orders.ListAsync(size: 1)));

        Assert.That(server.Requests.Count(r => r.Operation == "Auth_RefreshToken"), Is.EqualTo(1));
    }

    [Test]
    public async Task Tokens_end_by_the_clock_of_the_server()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        await using VioletTestServer server = await VioletTestServer.StartAsync(
            new() { Time = time, TokenLifetime = TimeSpan.FromMinutes(10) }
        );
        using HttpClient http = server.Http();
        var address = new Uri($"{server.VioletAddress}/orders?size=1");

        using HttpResponseMessage before = await http.GetAsync(address);
        time.Advance(TimeSpan.FromMinutes(10));
        using HttpResponseMessage after = await http.GetAsync(address);

        Assert.That(((int)before.StatusCode, (int)after.StatusCode), Is.EqualTo((200, 401)));
        Assert.That(
            await after.Content.ReadAsStringAsync(),
            Is.EqualTo(
                $$"""{"status":401,"message":"Token has expired","error_code":11,"timestamp":{{time.GetUtcNow().ToUnixTimeMilliseconds()}}}"""
            )
        );
        Assert.That(
            await before.Content.ReadAsStringAsync(),
            Does.Contain("2026-03-03T21:00:00+0000"),
            "dates lie before the day of the server's clock"
        );
    }

    [Test]
    public async Task A_refresh_token_alone_is_enough()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet(o => (o.Username, o.Password, o.RefreshToken) = (null, null, server.RefreshToken));

        Assert.That((await violet.Orders.ListAsync(size: 1)).Content, Has.Count.EqualTo(1));
        Assert.That(server.Requests.Select(r => r.Operation), Is.EqualTo((string[])["Auth_RefreshToken", "Orders_List"]));
    }

    [Test]
    public async Task A_token_that_is_none_of_the_servers_is_replaced_by_a_login()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet(o => o.Token = "none-of-yours");

        await violet.Orders.ListAsync(size: 1);

        Assert.That(
            server.Requests.Select(r => (r.Operation, r.Status)),
            Is.EqualTo(((string?, int)[])[("Orders_List", 401), ("Auth_Login", 200), ("Orders_List", 200)])
        );
    }

    [Test]
    public async Task Tokens_that_are_revoked_after_every_call_cost_a_refresh_each_and_no_call()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet();

        for (int i = 0; i < 20; i++)
        {
            await violet.Orders.ListAsync(size: 1);
            server.ExpireTokens();
        }

        Assert.That((server.CountRequests("Auth_Login"), server.CountRequests("Auth_RefreshToken")), Is.EqualTo((1, 19)));
    }

    [Test]
    public async Task A_401_of_an_unknown_code_costs_one_refresh_and_one_login_and_then_stands()
    {
        await using VioletTestServer server = await VioletTestServer.StartAsync();
        using VioletClient violet = server.Violet();
        await violet.Orders.ListAsync(size: 1);
        server.Faults.Add(Fault.Status(401, """{"error":"something_new","code":7999,"message":"no"}""").On("Skus_Get"));

        for (int i = 0; i < 20; i++)
        {
            VioletPermissionException? refused = await Assert.CatchAsync<VioletPermissionException>(() => violet.Skus.GetAsync(200010));
            Assert.That(refused!.Code, Is.EqualTo(7999));
            await violet.Orders.ListAsync(size: 1);
        }

        Assert.That((server.CountRequests("Auth_Login"), server.CountRequests("Auth_RefreshToken")), Is.EqualTo((2, 1)));
    }
}
