using System.Text;
using Violet.Generated.Rutter;

namespace Violet.Generated.Tests.Webhooks;

public class WebhookEventTests
{
    [Test]
    public void Every_topic_of_the_contract_has_a_payload()
    {
        foreach (WebhookEventType topic in Enum.GetValues<WebhookEventType>())
        {
            VioletWebhookEvent e = Event(new OpenEnum<WebhookEventType>(topic).Raw!, "{}");
            Assert.That(e.PayloadType, Is.Not.Null, e.ToString());
            Assert.That(e.ReadPayload(), Is.InstanceOf(e.PayloadType!), e.ToString());
        }
    }

    [TestCase("ORDER_UPDATED", typeof(Order))]
    [TestCase("ORDER_CANCELED", typeof(Order))]
    [TestCase("ORDER_CANCELLED", typeof(Order))]
    [TestCase("order-shipped", typeof(Order))]
    [TestCase("RELAY_ORDER_UPDATED", typeof(Order))]
    [TestCase("OFFER_ADDED", typeof(Offer))]
    [TestCase("RELAY_OFFER_REMOVED", typeof(Offer))]
    [TestCase("MERCHANT_DISABLED", typeof(Merchant))]
    [TestCase("MERCHANT_PAYOUT_ACCOUNT_CREATED", typeof(PayoutAccount))]
    [TestCase("COLLECTION_OFFERS_UPDATED", typeof(Collection))]
    [TestCase("COLLECTION_SYNC_FAILED", typeof(ProductSync))]
    [TestCase("PRODUCT_SYNC_STARTED", typeof(ProductSync))]
    [TestCase("PAYMENT_TRANSACTION_DISPUTE_WON", typeof(PaymentTransaction))]
    [TestCase("TRANSFER_REVERSAL_FAILED", typeof(PayoutTransfer))]
    public void A_topic_says_what_the_body_is(string topic, Type payload) =>
        Assert.That(Event(topic, "{}").PayloadType, Is.EqualTo(payload));

    [TestCase("ORDER_TELEPORTED")]
    [TestCase("")]
    [TestCase(null)]
    public void An_unknown_or_absent_topic_is_no_error(string? topic)
    {
        VioletWebhookEvent e = VioletWebhook.Parse(
            "{\"a\":[1,2.50]}"u8.ToArray(),
            new VioletWebhookHeaders(topic is null ? [] : [new("X-Violet-Topic", topic)])
        );

        Assert.That(e.PayloadType, Is.Null);
        Assert.That(e.ReadPayload(), Is.Null);
        Assert.That(e.Topic.Raw, Is.EqualTo(topic is "" ? null : topic));
        Assert.That(e.ReadText(), Is.EqualTo("{\"a\":[1,2.50]}"));
        Assert.That(e.ReadJson()["a"]!.Count(), Is.EqualTo(2));
    }

    [Test]
    public void Headers_are_typed_and_tolerant()
    {
        var headers = new VioletWebhookHeaders([
            new("x-violet-topic", "MERCHANT_DISABLED"),
            new("X-Violet-Event-Id", "81"),
            new("X-Violet-Event-Id-Source", "80"),
            new("X-Violet-Webhook-Id", "7"),
            new("X-Violet-Merchant-Id", "10003"),
            new("X-Violet-Order-Id", "5"),
            new("X-Violet-Bag-Id", "not a number"),
            new("X-Violet-Entity-Id", "3000000000"),
            new("X-Violet-Entity-External-Id", "gid/1"),
            new("X-Violet-Entity-Length", "120"),
            new("X-Violet-Reason", "APP_INSTALLED_ON_PLATFORM"),
            new("X-Violet-Connect-State", "the link's own"),
            new("Authorization", "secret"),
            new("X-Violet-New", "n"),
        ]);

        Assert.Multiple(() =>
        {
            Assert.That(headers.Topic, Is.EqualTo(new OpenEnum<WebhookEventType>(WebhookEventType.MerchantDisabled)));
            Assert.That(
                (headers.EventId, headers.EventIdSource, headers.WebhookId, headers.MerchantId, headers.OrderId),
                Is.EqualTo(((long?)81, (long?)80, (long?)7, (long?)10003, (long?)5))
            );
            Assert.That(
                (headers.BagId, headers.EntityId, headers.EntityExternalId, headers.EntityLength),
                Is.EqualTo(((long?)null, (long?)3000000000, "gid/1", (long?)120))
            );
            Assert.That((headers.Reason, headers.Signature), Is.EqualTo(("APP_INSTALLED_ON_PLATFORM", (string?)null)));
            Assert.That(headers.ConnectState, Is.EqualTo("the link's own"));
            Assert.That(headers.All.Keys, Does.Not.Contain("Authorization"));
            Assert.That(headers.All["x-violet-new"], Is.EqualTo("n"));
        });
    }

    [Test]
    public void The_bag_that_caused_an_order_event_is_the_one_of_the_handlers_order()
    {
        VioletWebhookEvent e = Event("ORDER_SHIPPED", """{"id":42,"bags":[{"id":1},{"id":2}]}""", bagId: "2");

        var order = (Order)e.ReadPayload()!;

        Assert.That(e.Bag, Is.SameAs(order.Bags[1]));
        Assert.That(Event("ORDER_SHIPPED", """{"bags":[{"id":2}]}""", bagId: "2").Bag!.Id, Is.EqualTo(2), "also before it is read");
    }

    [TestCase("ORDER_SHIPPED", null)]
    [TestCase("ORDER_SHIPPED", "3")]
    [TestCase("ORDER_SHIPPED", "text")]
    [TestCase("OFFER_UPDATED", "2")]
    [TestCase("OF_TOMORROW", "2")]
    public void Without_such_a_bag_there_is_none(string topic, string? bagId) =>
        Assert.That(Event(topic, """{"id":42,"bags":[{"id":2}]}""", bagId).Bag, Is.Null);

    [Test]
    public void A_body_that_is_not_the_model_fails_when_it_is_read_and_not_before()
    {
        VioletWebhookEvent e = Event("ORDER_UPDATED", "[1");

        Assert.Throws<VioletJsonException>(() => e.ReadPayload());
        Assert.Throws<VioletJsonException>(() => e.ReadJson());
        Assert.That(e.ReadText(), Is.EqualTo("[1"));
    }

    [Test]
    public void Nothing_of_the_body_is_in_the_text_of_an_event()
    {
        Assert.That(
            Event("ORDER_UPDATED", "{\"customer\":{\"email\":\"a@example.org\"}}").ToString(),
            Is.EqualTo("ORDER_UPDATED (event 81)")
        );
        Assert.That(Event("a@example.org", "{}").ToString(), Is.EqualTo("unknown topic (event 81)"));
    }

    [Test]
    public void Rutters_body_is_typed_keeps_what_is_unknown_and_hides_its_token()
    {
        RutterWebhookEvent e = RutterWebhook.Parse(
            """
            {"type":"CONNECTION","code":"HISTORICAL_UPDATE","connection_id":"c-1","access_token":"at-secret","entities_included_to_time_range":[{"platformEntity":"ORDERS","xMonthsAgo":24}],"new":1}
            """u8
        );

        Assert.Multiple(() =>
        {
            Assert.That(
                (e.Type, e.Code.Value, e.ConnectionId, e.AccessToken),
                Is.EqualTo(("CONNECTION", (RutterWebhookCode?)RutterWebhookCode.HistoricalUpdate, "c-1", "at-secret"))
            );
            Assert.That(
                (e.EntitiesIncludedToTimeRange[0].PlatformEntity, e.EntitiesIncludedToTimeRange[0].MonthsAgo),
                Is.EqualTo(("ORDERS", (int?)24))
            );
            Assert.That((int)e.Extra["new"]!, Is.EqualTo(1));
            Assert.That(e.ToString(), Does.Not.Contain("at-secret"));
            Assert.That(RutterWebhook.Parse("{\"code\":\"OF_TOMORROW\"}"u8).Code.Raw, Is.EqualTo("OF_TOMORROW"));
        });
    }

    private static VioletWebhookEvent Event(string topic, string body, string? bagId = null) =>
        VioletWebhook.Parse(
            Encoding.UTF8.GetBytes(body),
            new VioletWebhookHeaders([new("X-Violet-Topic", topic), new("X-Violet-Event-Id", "81"), new("X-Violet-Bag-Id", bagId ?? "")])
        );
}
