using System.Net;
using System.Net.Http.Headers;
using RichardSzalay.MockHttp;

namespace Violet.Generated.Tests;

public class OrdersListTests
{
    [Test]
    public async Task Listing_orders_sends_the_three_headers_and_the_filters_and_reads_the_page()
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Get, "https://sandbox-api.violet.io/v1/orders")
            .WithExactQueryString("page=2&size=50&date_last_modified%3Amin=2024-01-15T00%3A00%3A00%2B0000")
            .WithHeaders(new Dictionary<string, string> { ["X-Violet-App-Id"] = "10", ["X-Violet-App-Secret"] = "s", ["X-Violet-Token"] = "t" })
            .Respond("application/json", """{"content":[{"id":7,"status":"canceled","date_created":"2024-06-28T20:31:56+0000","news":1}],"number":0,"last":true}""");
        using var violet = new VioletClient(new VioletOptions { AppId = 10, AppSecret = "s", Token = "t" }, http.ToHttpClient());

        OrderPage page = await violet.Orders.ListAsync(page: 2, size: 50, modifiedAfter: new DateTimeOffset(2024, 1, 15, 1, 0, 0, TimeSpan.FromHours(1)));

        http.VerifyNoOutstandingExpectation();
        Order order = page.Content.Single();
        Assert.Multiple(() =>
        {
            Assert.That(order.Id, Is.EqualTo(7));
            Assert.That(order.Status == OrderStatus.Canceled);
            Assert.That(order.Status.Raw, Is.EqualTo("canceled"));
            Assert.That(order.DateCreated, Is.EqualTo(new DateTimeOffset(2024, 6, 28, 20, 31, 56, TimeSpan.Zero)));
            Assert.That((int?)order.Extra["news"], Is.EqualTo(1));
        });
    }
}
