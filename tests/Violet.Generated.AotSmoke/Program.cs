// Reads orders through AddViolet and prints what it found: open enums, unknown fields, all pages, a search, an error. Then what users
// write: a configuration section, types of their own in a source-generated context, a webhook.
// Arguments: the server's address, app id, app secret, username, password.
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated;

var services = new ServiceCollection();
IConfiguration configuration = new ConfigurationBuilder()
    .AddInMemoryCollection(
        new Dictionary<string, string?>
        {
            ["Violet:BaseAddress"] = args[0],
            ["Violet:AppId"] = args[1],
            ["Violet:AppSecret"] = args[2],
            ["Violet:Username"] = args[3],
            ["Violet:Password"] = args[4],
            ["Violet:Environment"] = "sandbox",
            ["Violet:Timeout"] = "00:01:00",
            ["Violet:MaxRetries"] = "1",
        }
    )
    .Build();
services.AddViolet(configuration.GetSection("Violet"));
await using ServiceProvider provider = services.BuildServiceProvider();
var violet = provider.GetRequiredService<IVioletClient>();

int orders = 0;
Order? first = null;
await foreach (Order order in violet.Orders.ListAll())
{
    first ??= order;
    orders++;
}

Console.WriteLine($"{orders} orders; the first is {first!.Id}, {first.Status}, known: {first.Status.IsKnown}");
Console.WriteLine($"written again: {VioletJson.Serialize(first).Length} characters; unknown fields: {first.Extra.Count}");
OrderPage found = await violet.Orders.SearchAsync(new OrderSearchRequest { Status = OrderStatus.Completed });
Console.WriteLine($"search: {found.Content.Count} completed on the first page");
try
{
    await violet.Orders.GetAsync(1);
}
catch (VioletNotFoundException e)
{
    Console.WriteLine($"order 1: HTTP {e.StatusCode} {e.Slug}");
}

var late = new Late(OrderStatus.Completed, null, new() { [OrderStatus.Canceled] = 1 }, new Order { Id = 7 }, new Order { Id = 8 });
string json = JsonSerializer.Serialize(late, OfTheUser.Default.Late);
Late read = JsonSerializer.Deserialize("""{"Status":"new-one","Counts":{"COMPLETED":2}}""", OfTheUser.Default.Late)!;
Console.WriteLine($"a type of the user: {json}, read: {read.Status.Raw} {read.Counts![OrderStatus.Completed]}");

byte[] body = Encoding.UTF8.GetBytes("""{"id":9,"status":"COMPLETED","new_field":1}""");
var headers = new VioletWebhookHeaders(new Dictionary<string, string> { ["X-Violet-Topic"] = "ORDER_UPDATED" });
VioletModel payload = VioletWebhook.Parse(body, headers).ReadPayload()!;
Console.WriteLine($"a webhook: {JsonSerializer.Serialize(payload, OfTheUser.Default.VioletModel)}");

internal sealed record Late(
    OpenEnum<OrderStatus> Status,
    OpenEnum<OrderStatus>? Other,
    Dictionary<OpenEnum<OrderStatus>, int>? Counts,
    Order? Order,
    VioletModel? Model
);

[JsonSerializable(typeof(Late))]
[JsonSerializable(typeof(VioletModel))]
internal sealed partial class OfTheUser : JsonSerializerContext;
