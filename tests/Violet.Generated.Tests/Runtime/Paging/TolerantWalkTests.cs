using Violet.Generated.Tests.TestServer;
using Violet.Generated.Tests.Transport;

namespace Violet.Generated.Tests.Paging;

/// <summary>What cannot be read of a page does not end a walk; a page that is none does, with an error.</summary>
public class TolerantWalkTests
{
    [Test]
    public async Task A_page_is_no_shorter_for_items_that_cannot_be_read()
    {
        using var http = new Http(
            Http.Answer(200, """{"content":[{"id":1},"x"],"size":2}"""),
            Http.Answer(200, """{"content":[{"id":"y"},5],"size":2}"""),
            Http.Answer(200, """{"content":[{"id":2}],"size":2}""")
        );
        using VioletClient violet = http.Violet();

        List<Order> orders = await http.RunAsync(violet.Orders.ListAll().ToListAsync());

        Assert.That(orders.Select(order => order.Id), Is.EqualTo(new[] { 1L, 2 }));
    }

    [TestCase("""{"size":2,"last":false}""", "$")]
    [TestCase("""{"content":null,"size":2}""", "$")]
    [TestCase("""{"content":{},"size":2}""", "$.content")]
    [TestCase("""{"content":"none","size":2}""", "$.content")]
    [TestCase("""{"content":[],"size":"two"}""", "$.size")]
    [TestCase("[]", "$")]
    public async Task What_is_no_page_ends_a_walk_with_an_error_instead_of_as_if_there_were_no_more(string body, string path)
    {
        using var http = new Http(Http.Answer(200, """{"content":[{"id":1},{"id":2}],"size":2}"""), Http.Answer(200, body));
        using VioletClient violet = http.Violet(options => options.Prefetch = false);
        var ids = new List<long>();

        VioletJsonException? error = await Assert.CatchAsync<VioletJsonException>(async () =>
        {
            await foreach (Order order in violet.Orders.ListAll())
                ids.Add(order.Id);
        });

        Assert.That((error!.Path, error.PageNumber), Is.EqualTo((path, 2)));
        Assert.That(error.ResumeToken, Is.Not.Null);
        Assert.That(ids, Is.EqualTo(new[] { 1L, 2 }));
    }

    [TestCase("{}")]
    [TestCase("""{"merchants":null}""")]
    [TestCase("""{"merchants":{}}""")]
    [TestCase("""{"merchants":"none"}""")]
    [TestCase("""{"merchants":{"content":{}}}""")]
    public async Task Nor_does_one_end_so_whose_page_is_a_part_of_the_response(string body)
    {
        using var http = new Http(Http.Answer(200, body));
        using VioletClient violet = http.Violet();

        await Assert.CatchAsync<VioletJsonException>(() => http.RunAsync(violet.PayoutAccounts.GetReadinessAll().ToListAsync()));
    }
}
