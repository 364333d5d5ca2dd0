using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Violet.Generated.Tests.Hosting;

namespace Violet.Generated.Tests.Json;

/// <summary>A model that is known only as one of its bases is written whole, by both libraries alike.</summary>
public class RuntimeTypeTests
{
    private const string Order1 = """{"id":1,"new_field":"kept"}""";

    public sealed record Wrapper(VioletModel Payload, IReadOnlyList<VioletModel> All, Dictionary<string, VioletModel> ByName);

    [Test]
    public void The_payload_of_a_webhook_is_written_whole()
    {
        var headers = new VioletWebhookHeaders(new Dictionary<string, string> { ["X-Violet-Topic"] = "ORDER_UPDATED" });
        VioletModel? payload = VioletWebhook.Parse(System.Text.Encoding.UTF8.GetBytes(Order1), headers).ReadPayload();

        Assert.That(JsonSerializer.Serialize(payload), Is.EqualTo(Order1));
        Assert.That(JsonSerializer.Serialize(new { payload }), Is.EqualTo($$$"""{"payload":{{{Order1}}}}"""));
        Assert.That(Newtonsoft.Json.JsonConvert.SerializeObject(payload), Is.EqualTo(Order1));
    }

    [Test]
    public void Lists_maps_and_types_of_the_user_hold_whole_models()
    {
        Order order = VioletJson.Deserialize<Order>(Order1);

        Assert.That(JsonSerializer.Serialize(new List<VioletModel> { order }), Is.EqualTo($"[{Order1}]"));
        Assert.That(
            JsonSerializer.Serialize(new Wrapper(order, [order], new() { ["a"] = order })),
            Is.EqualTo($$$"""{"Payload":{{{Order1}}},"All":[{{{Order1}}}],"ByName":{"a":{{{Order1}}}}}""")
        );
    }

    [Test]
    public void Every_base_that_is_no_model_of_its_own_writes_the_model_that_it_is()
    {
        var page = new OrderPage { Content = [new Order { Id = 1 }], TotalElements = 1 };
        string json = VioletJson.Serialize(page);

        for (Type? type = typeof(OrderPage); type != typeof(object); type = type!.BaseType)
            Assert.That(JsonSerializer.Serialize(page, type!), Is.EqualTo(json), type!.Name);
    }

    [Test]
    public void A_page_that_is_known_as_an_interface_is_written_whole()
    {
        const string Page = """{"content":[{"id":1,"new_field":"kept"}],"total_elements":1,"new_field":[2]}""";
        IPage<Order> page = VioletJson.Deserialize<OrderPage>(Page);
        string whole = VioletJson.Serialize((OrderPage)page);

        Assert.That(JsonSerializer.Serialize(page), Is.EqualTo(whole));
        Assert.That(JsonSerializer.Serialize(new { page }), Is.EqualTo($$$"""{"page":{{{whole}}}}"""));
        Assert.That(JsonSerializer.Serialize<List<IPage<Order>?>>([page, null]), Is.EqualTo($"[{whole},null]"));
        Assert.That(Newtonsoft.Json.JsonConvert.SerializeObject(new { page }), Is.EqualTo($$$"""{"page":{{{whole}}}}"""));
    }

    [Test]
    public void A_page_of_the_users_own_is_written_as_what_it_is()
    {
        IPage<Paging.Item> page = Paging.ItemPage.Of(7);

        Assert.That(JsonSerializer.Serialize(page), Is.EqualTo(JsonSerializer.Serialize((Paging.ItemPage)page)).And.Contains("7"));
    }

    [Test]
    public void Unknown_fields_alone_are_written_as_the_object_that_they_are()
    {
        JsonExtra extra = VioletJson.Deserialize<Order>("""{"id":1,"a":{"b":[1.50]},"c":null}""").Extra;

        Assert.That(JsonSerializer.Serialize(new { extra }), Is.EqualTo("""{"extra":{"a":{"b":[1.50]},"c":null}}"""));
    }

    [Test]
    public void Which_model_it_is_cannot_be_read()
    {
        Assert.That(() => JsonSerializer.Deserialize<IPage<Order>>("{}"), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Deserialize<JsonExtra>("{}"), Throws.TypeOf<NotSupportedException>());
        Assert.That(() => JsonSerializer.Deserialize<VioletModel>(Order1), Throws.TypeOf<NotSupportedException>());
        Assert.That(JsonSerializer.Deserialize<VioletModel>("null"), Is.Null);
    }

    [Test]
    public async Task A_Minimal_API_returns_whole_models()
    {
        await using LocalHost host = await LocalHost.StartAsync(
            _ => { },
            app => app.MapGet("/model", VioletModel () => VioletJson.Deserialize<Order>(Order1))
        );

        Assert.That(await host.GetAsync("/model"), Is.EqualTo(Order1));
    }

    [Test]
    public void Threads_that_read_a_model_at_once_get_the_same_instances()
    {
        for (int i = 0; i < 2000; i++)
        {
            Order order = VioletJson.Deserialize<Order>(Order1);
            var seen = new (object Extra, object Bags, object? Token)[4];
            Parallel.For(0, seen.Length, n => seen[n] = (order.Extra, order.Bags, order.Extra["new_field"]));

            Assert.That(seen.Select(s => s.Extra).Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(1));
            Assert.That(seen.Select(s => s.Bags).Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(1));
            Assert.That(seen.Select(s => s.Token).Distinct(ReferenceEqualityComparer.Instance).Count(), Is.EqualTo(1));
        }
    }
}
