using Violet.Generated.Testing;

namespace Violet.Generated.Tests.TestServer;

/// <summary>What came of a submission, in one word: a charged order is never a failure, one that waits for the shopper never a
/// success.</summary>
public class SubmitOutcomeTests : CheckoutScene
{
    private static Order Read(string status, string? payment, string? again, params string[] bags) =>
        VioletJson.Deserialize<Order>(
            $$"""
            {"id":1{{Field("status", status)}}{{Field("payment_status", again)}},
             "payment_transactions":[{"id":2{{Field("capture_status", payment)}}}],
             "bags":[{{string.Join(",", bags.Select((bag, i) => $$"""{"id":{{i + 10}}{{Field("status", bag)}}}"""))}}]}
            """
        );

    private static string Field(string name, string? value) => value is null ? "" : $",\"{name}\":\"{value}\"";

    [TestCase(SubmitState.Placed, "COMPLETED", "CAPTURED", null, "ACCEPTED", "ACCEPTED")]
    [TestCase(SubmitState.Placed, "COMPLETED", null, null, "ACCEPTED", TestName = "Payments_can_be_bypassed")]
    [TestCase(SubmitState.Placed, "COMPLETED", "CAPTURED", null, "IN_PROGRESS", TestName = "A_bag_may_lag_behind_its_order")]
    [TestCase(SubmitState.Placed, "COMPLETED", "CAPTURED", null, "OF_TOMORROW")]
    [TestCase(SubmitState.Placed, "REFUNDED", "REFUNDED", null, "REFUNDED")]
    [TestCase(SubmitState.Placed, "CANCELED", "REFUNDED", null, "CANCELED")]
    [TestCase(SubmitState.PartlyPlaced, "COMPLETED", "CAPTURED", null, "REJECTED", "ACCEPTED")]
    [TestCase(SubmitState.PartlyPlaced, "PARTIALLY_REFUNDED", "PARTIALLY_REFUNDED", null, "REJECTED", "REFUNDED")]
    [TestCase(SubmitState.ActionRequired, "IN_PROGRESS", "REQUIRES_ACTION", "REQUIRES_ACTION", "IN_PROGRESS")]
    [TestCase(SubmitState.ActionRequired, "IN_PROGRESS", null, "REQUIRES_ACTION", "IN_PROGRESS")]
    [TestCase(SubmitState.ActionRequired, "IN_PROGRESS", "REQUIRES_ACTION", null, "IN_PROGRESS")]
    [TestCase(SubmitState.ActionRequired, "REQUIRES_ACTION", null, null, "SUBMITTED")]
    [TestCase(SubmitState.ActionRequired, "COMPLETED", "REQUIRES_ACTION", null, "ACCEPTED", TestName = "An_action_is_never_a_success")]
    [TestCase(SubmitState.Pending, "PROCESSING", "PROCESSING", null, "SUBMITTED")]
    [TestCase(SubmitState.Pending, "IN_PROGRESS", "PROCESSING", null, "IN_PROGRESS")]
    [TestCase(SubmitState.Pending, "IN_PROGRESS", "CAPTURED", null, "IN_PROGRESS", TestName = "Charged_is_never_a_failure")]
    [TestCase(SubmitState.Pending, "REJECTED", "CAPTURED", null, "REJECTED", TestName = "Charged_and_rejected_is_to_be_read_again")]
    [TestCase(SubmitState.Pending, "OF_TOMORROW", "AUTHORIZED", null, "SUBMITTED", TestName = "An_unknown_status_is_no_success")]
    [TestCase(SubmitState.Pending, null, null, null, TestName = "No_status_is_no_success")]
    [TestCase(SubmitState.Refused, "IN_PROGRESS", "REQUIRES_PAYMENT_METHOD", null, "IN_PROGRESS")]
    [TestCase(SubmitState.Refused, "IN_PROGRESS", "AUTHORIZED", null, "IN_PROGRESS")]
    [TestCase(SubmitState.Refused, "REJECTED", "CANCELLED", null, "REJECTED", "REJECTED")]
    public void The_outcome_follows_from_order_payment_and_bags(
        SubmitState expected,
        string? status,
        string? payment,
        string? again,
        params string[] bags
    ) => Assert.That(Read(status!, payment, again, bags).GetSubmitOutcome().State, Is.EqualTo(expected));

    [Test]
    public async Task A_partly_placed_order_says_which_bags_and_why()
    {
        Order order = await Submit(await ReadyCart(TestSkus.RefusedAtSubmit, Beanie));

        SubmitOutcome outcome = order.GetSubmitOutcome();

        Assert.That((outcome.State, outcome.ClientSecret), Is.EqualTo((SubmitState.PartlyPlaced, (string?)null)));
        Assert.That(outcome.PlacedBags.Select(b => b.Id), Is.EqualTo((long[])[order.Bags[1].Id]));
        RefusedBag refused = outcome.RefusedBags.Single();
        Assert.That((refused.Bag.Id, refused.Errors.Single().Type.Raw), Is.EqualTo((order.Bags[0].Id, "EXTERNAL_SUBMIT_CART")));
        Assert.That(outcome.ToString(), Is.EqualTo($"PartlyPlaced: order {order.Id}, 1 bags placed, 1 refused"));
        Assert.That(refused.ToString(), Is.EqualTo($"Bag {refused.Bag.Id} REJECTED, 1 errors"));
        Assert.Throws<VioletOrderException>(() => order.ThrowIfErrors(), "that is why it is not for answers to a submission");
    }

    [Test]
    public async Task The_loop_of_an_app_ends_in_a_placed_order()
    {
        Server.Use(VioletScenario.RequiresAction);
        Order cart = await PricedCart(Tote);
        await Violet.Carts.SetPaymentAsync(cart.Id, Intent);
        Server.Payments.Confirm(cart.Id);
        var states = new List<SubmitState>();

        SubmitOutcome outcome = (await Submit(cart)).GetSubmitOutcome();
        while (outcome.State == SubmitState.ActionRequired && states.Count < 5)
        {
            Assert.That(outcome.ClientSecret, Is.EqualTo($"pi_{cart.Id}_secret_example"));
            Server.Payments.CompleteAction(cart.Id);
            states.Add(outcome.State);
            outcome = (await Submit(cart)).GetSubmitOutcome();
        }

        Assert.That(states.Append(outcome.State), Is.EqualTo((SubmitState[])[SubmitState.ActionRequired, SubmitState.Placed]));
    }

    [Test]
    public async Task An_order_that_waits_for_an_error_to_go_is_refused_with_it()
    {
        Order cart = await ReadyCart(Tote, TestSkus.LeftOut);
        await Violet.Carts.SetBillingAddressAsync(cart.Id, Address(TestAddresses.UnknownPostalCode));
        Order answered = await Submit(cart);
        SubmitOutcome outcome = answered.GetSubmitOutcome();
        Assert.That(answered.Errors, Has.Count.EqualTo(2));
        Assert.That(
            (outcome.State, outcome.Errors.Single().Type.Raw),
            Is.EqualTo((SubmitState.Refused, "EXTERNAL_ADD_BILLING_ADDRESS")),
            "INTERNAL_ADD_ITEM blocks nothing"
        );
    }

    [TestCase("""{"id":1,"payment_intent_client_secret":"s"}""")]
    [TestCase("""{"id":1,"payment_transactions":[{"id":2},{"id":3,"payment_intent_client_secret":"s"}]}""")]
    [TestCase(
        """{"id":1,"payment_intent_client_secret":"","payment_transactions":[{"id":2,"metadata":{"payment_intent_client_secret":"s"}}]}"""
    )]
    public void The_client_secret_is_found_in_each_of_its_places(string order) =>
        Assert.That(VioletJson.Deserialize<Order>(order).FindClientSecret(), Is.EqualTo("s"));

    [TestCase("\"status\":{}")]
    [TestCase("\"status\":\"COMPLETED\",\"payment_status\":[]")]
    [TestCase("\"status\":\"COMPLETED\",\"payment_transactions\":\"x\"")]
    [TestCase("\"status\":\"COMPLETED\",\"payment_transactions\":[{\"id\":1,\"capture_status\":\"CAPTURED\"},{\"id\":\"x\"}]")]
    [TestCase("\"status\":\"COMPLETED\",\"payment_transactions\":[{\"id\":1,\"status\":{}}]")]
    [TestCase("\"status\":\"COMPLETED\",\"payment_transactions\":[{\"id\":1,\"capture_status\":{}}]")]
    [TestCase("\"status\":\"COMPLETED\",\"bags\":[{\"id\":1,\"status\":{}}]")]
    [TestCase("\"status\":\"COMPLETED\",\"bags\":[{\"id\":1,\"status\":\"ACCEPTED\"},\"x\"]")]
    [TestCase("\"status\":\"COMPLETED\",\"bags\":{}")]
    [TestCase("\"status\":\"REJECTED\",\"payment_transactions\":[5]", TestName = "Nor_a_failure_that_may_be_charged")]
    public void What_decides_and_cannot_be_read_is_no_success(string fields) =>
        Assert.That(VioletJson.Deserialize<Order>("{\"id\":1," + fields + "}").GetSubmitOutcome().State, Is.EqualTo(SubmitState.Pending));

    [TestCase("\"out of stock\"", "\"out of stock\"")]
    [TestCase("{\"a\":[1]}", "{\"a\":[1]}")]
    [TestCase("true", "true")]
    [TestCase("[\"out of stock\"]", "\"out of stock\"")]
    [TestCase("[{\"id\":\"x\"}]", "{\"id\":\"x\"}")]
    [TestCase("[{\"id\":1,\"type\":\"INTERNAL_ADD_ITEM\"},5]", "5")]
    public void What_came_as_an_error_and_cannot_be_read_counts_as_one(string errors, string message)
    {
        Order order = VioletJson.Deserialize<Order>($$"""{"id":1,"errors":{{errors}}}""");

        Assert.That(order.BlockingErrors().Single().Message, Is.EqualTo(message));
        Assert.That(order.GetSubmitOutcome().Errors.Single().Message, Is.EqualTo(message));
        Assert.That(
            Assert.Throws<VioletOrderException>(() => order.ThrowIfErrors())!.Message,
            Does.Contain("of another kind").And.Not.Contain("stock")
        );
        order.Errors = [];
        Assert.That(order.ThrowIfErrors().BlockingErrors(), Is.Empty);
    }

    [Test]
    public void There_may_be_no_secret() => Assert.That(new Order().FindClientSecret(), Is.Null);
}
