using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using Violet.Generated.Testing;
using Violet.Generated.TestServer.Admin;

namespace Violet.Generated.TestServer.Tests;

/// <summary>What is changed over HTTP happens at the APIs.</summary>
public sealed class AdminApiTests
{
    private const long ReadyCart = 74003;

    private Admin _admin = null!;
    private VioletClient _violet = null!;

    [SetUp]
    public async Task Start()
    {
        _admin = await Admin.StartAsync();
        _violet = _admin.Violet();
    }

    [TearDown]
    public async Task Stop()
    {
        _violet.Dispose();
        await _admin.DisposeAsync();
    }

    [Test]
    public async Task An_added_fault_strikes_counts_and_is_gone_when_it_is_removed()
    {
        (HttpStatusCode status, JsonNode? fault) = await _admin.CallAsync(
            "POST",
            "/faults",
            """{"fault":"Status","status":503,"body":{"message":"closed"},"on":"Orders.*","headers":{"X-Request-Id":"r-1"}}"""
        );
        VioletApiException failure = await Assert.CatchAsync<VioletApiException>(() => _violet.Orders.GetAsync(74001));
        JsonNode listed = (await _admin.CallAsync("GET", "/faults")).Body![0]!;
        (HttpStatusCode removed, _) = await _admin.CallAsync("DELETE", $"/faults/{fault!["id"]}");

        Assert.That(status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((failure.StatusCode, failure.ApiMessage, failure.RequestId), Is.EqualTo((503, "closed", "r-1")));
        Assert.That(((int)listed["struck"]!, (string?)listed["on"]), Is.EqualTo((1, "Orders.*")));
        Assert.That(removed, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _violet.Orders.GetAsync(74001)).Id, Is.EqualTo(74001));
    }

    [Test]
    public void Every_fault_of_the_test_server_can_be_asked_for()
    {
        IEnumerable<string> faults = typeof(Fault)
            .GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false })
            .Select(member => member.Name);

        Assert.That(FaultReader.Kinds, Is.EquivalentTo(faults));
    }

    [TestCase("""{"fault":"RateLimits"}""", "There is no fault 'RateLimits'")]
    [TestCase("""{"fault":"RateLimit","retryafter":2}""", "There is no field 'retryafter' here")]
    [TestCase("""{"fault":"Latency"}""", "'seconds' is missing.")]
    [TestCase("""{"fault":"Latency","seconds":"2"}""", "'seconds' must be a number.")]
    [TestCase("""{"fault":"Status","status":99}""", "'status' must be from 200 to 599.")]
    [TestCase("""{"fault":"CutBody","on":"Order.List"}""", "No operation is called 'Order.List'")]
    [TestCase("""{"fault":"CutBody","times":0}""", "'times' must be from 1")]
    [TestCase("""["CutBody"]""", "The body must be a JSON object.")]
    [TestCase("{", "Expected depth to be zero")]
    public async Task A_mistake_is_one_line_and_changes_nothing(string json, string message)
    {
        (HttpStatusCode status, JsonNode? body) = await _admin.CallAsync("POST", "/faults", json);

        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)body!["error"], Does.StartWith(message).And.Not.Contain("\n").And.Not.Contain("(Parameter"));
        Assert.That((await _admin.CallAsync("GET", "/faults")).Body!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task A_scenario_plays_until_Ordinary_ends_it()
    {
        await _violet.Carts.SetPaymentAsync(ReadyCart, new PaymentMethodRequest { IntentBasedCapture = true });

        JsonNode playing = await Play("requires-action");
        string? asked = await ConfirmAsync();
        JsonNode ended = await Play("Ordinary");

        Assert.That((playing.ToJsonString(), asked), Is.EqualTo(("""["RequiresAction"]""", "REQUIRES_ACTION")));
        Assert.That(ended.AsArray(), Is.Empty);
        await _admin.CallAsync("POST", $"/payments/{ReadyCart}/complete-action", """{"succeeds":false}""");
        Assert.That(await ConfirmAsync(), Is.EqualTo("AUTHORIZED"));

        async Task<JsonNode> Play(string scenario) =>
            (await _admin.CallAsync("POST", "/scenarios", $$"""{"scenario":"{{scenario}}"}""")).Body!["playing"]!;
        async Task<string?> ConfirmAsync() =>
            (string?)(await _admin.CallAsync("POST", $"/payments/{ReadyCart}/confirm")).Body!["payment_status"];
    }

    [Test]
    public async Task A_shoppers_payment_is_confirmed_declined_and_completed()
    {
        await _violet.Carts.SetPaymentAsync(ReadyCart, new PaymentMethodRequest { IntentBasedCapture = true });

        Assert.That(await Pay("decline"), Is.EqualTo("REQUIRES_PAYMENT_METHOD"));
        Assert.That(await Pay("confirm", $$"""{"card":"{{TestCards.RequiresAction}}"}"""), Is.EqualTo("REQUIRES_ACTION"));
        Assert.That(await Pay("complete-action", """{"succeeds":true}"""), Is.EqualTo("AUTHORIZED"));
        Assert.That((await _admin.CallAsync("POST", $"/payments/{ReadyCart}/confirm")).Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await _admin.CallAsync("POST", "/payments/1/confirm")).Status, Is.EqualTo(HttpStatusCode.BadRequest));

        async Task<string?> Pay(string what, string? json = null) =>
            (string?)(await _admin.CallAsync("POST", $"/payments/{ReadyCart}/{what}", json)).Body!["payment_status"];
    }

    [Test]
    public async Task Data_of_ones_own_is_answered_by_the_API()
    {
        (_, JsonNode? added) = await _admin.CallAsync(
            "POST",
            "/data",
            """{"merchants":[{"id":42,"name":"Quokka"}],"offers":[{"merchant_id":42,"skus":[{"sale_price":1200}]}]}"""
        );

        Offer offer = await _violet.Offers.GetAsync((long)added!["offers"]![0]!["id"]!);
        Assert.That((offer.MerchantId, offer.Skus.Single().SalePrice), Is.EqualTo((42, 1200)));
        Assert.That(
            (string?)(await _admin.CallAsync("POST", "/data", """{"offers":[{"merchant_id":1}]}""")).Body!["error"],
            Does.StartWith("offers[0]: ")
        );
    }

    [Test]
    public async Task A_stub_answers_until_it_is_taken_away()
    {
        await _admin.CallAsync("PUT", "/stubs/Orders.Get", """{"body":{"id":5},"status":200}""");
        long stubbed = (await _violet.Orders.GetAsync(74001)).Id;
        await _admin.CallAsync("DELETE", "/stubs/Orders.Get");

        Assert.That(stubbed, Is.EqualTo(5));
        Assert.That((await _violet.Orders.GetAsync(74001)).Id, Is.EqualTo(74001));
    }

    [Test]
    public async Task A_reset_makes_everything_as_it_was_at_the_start()
    {
        await _admin.CallAsync("POST", "/faults", """{"fault":"Status","status":503,"on":"Orders.Get"}""");
        await _admin.CallAsync("POST", "/scenarios", """{"scenario":"SlowShops"}""");
        await _violet.Carts.DeleteAsync(ReadyCart);
        await _admin.CallAsync("POST", "/tokens/expire");

        (HttpStatusCode status, _) = await _admin.CallAsync("POST", "/reset");

        Assert.That(status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _admin.CallAsync("GET", "/requests")).Body!.AsArray(), Is.Empty);
        Assert.That((await _admin.CallAsync("GET", "/scenarios")).Body!["playing"]!.AsArray(), Is.Empty);
        Assert.That((await _admin.CallAsync("GET", "/faults")).Body!.AsArray(), Is.Empty);
        Assert.That((await _violet.Carts.GetAsync(ReadyCart)).Id, Is.EqualTo(ReadyCart), "the client's token is still good");
    }

    [Test]
    public async Task Every_endpoint_that_is_listed_is_there_and_says_so_of_a_wrong_one()
    {
        foreach (string endpoint in AdminApi.Endpoints)
        {
            string[] parts = endpoint.Split(' ');
            (HttpStatusCode status, _) = await _admin.CallAsync(parts[0], parts[1]["/_test".Length..]);
            Assert.That(status, Is.Not.EqualTo(HttpStatusCode.NotFound), endpoint);
        }

        (_, JsonNode? listed) = await _admin.CallAsync("GET", "");
        (HttpStatusCode unknown, JsonNode? error) = await _admin.CallAsync("GET", "/fault");

        Assert.That(listed!.AsArray().Select(line => (string?)line), Is.EqualTo(AdminApi.Endpoints));
        Assert.That(unknown, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((string?)error!["error"], Is.EqualTo("There is no GET /_test/fault: GET /_test lists what there is."));
    }
}
