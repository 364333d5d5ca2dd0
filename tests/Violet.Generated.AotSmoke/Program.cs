// Reads orders through AddViolet and prints what it found: open enums, unknown fields, all pages, a search, an error.
// Arguments: the server's address, app id, app secret, username, password.
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated;

var services = new ServiceCollection();
services.AddViolet(options =>
{
    options.BaseAddress = new Uri(args[0]);
    options.AppId = long.Parse(args[1], CultureInfo.InvariantCulture);
    options.AppSecret = args[2];
    options.Username = args[3];
    options.Password = args[4];
});
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
