using Violet.Generated.Testing;
using Violet.Generated.Tests.Drift;

namespace Violet.Generated.Tests.TestServer;

/// <summary>One bad value costs itself, and never the walk, the login or the truth about an order.</summary>
[NonParallelizable]
public class ToleratedResponsesTests : CheckoutScene
{
    [Test]
    public async Task A_bad_date_on_the_second_page_does_not_end_the_walk()
    {
        string[] names = [.. Enumerable.Range(1, 6).Select(i => $"walked-{i}")];
        foreach (string name in names)
        {
            var order = new Order { AppOrderId = name };
            if (name == "walked-3")
                order.Extra["date_created"] = "0000-00-00T00:00:00";
            Server.Orders.Add(order);
        }

        using var places = new NewDriftPlaces();
        var told = new List<string>();
        using VioletClient violet = Server.Violet(options => options.OnDrift = Tell);
        List<Order> walked = [];
        await foreach (Page<Order> page in violet.Orders.ListAll().AsPages(pageSize: 2))
            walked.AddRange(page.Items.Where(order => names.Contains(order.AppOrderId)));

        Assert.That(walked.Select(order => order.AppOrderId), Is.EquivalentTo(names));
        Order bad = walked.Single(order => order.DateCreated is null);
        Assert.That((bad.AppOrderId, (string?)bad.Extra["date_created"]), Is.EqualTo(("walked-3", "0000-00-00T00:00:00")));
        Assert.That(told, Is.EqualTo(new[] { "Order.date_created: Misfit (String)" }));
        using VioletClient strict = Server.Violet(options => options.StrictReading = true);
        await Assert.ThrowsAsync<VioletJsonException>(() => strict.Orders.GetAsync(bad.Id));

        void Tell(ContractDrift drift)
        {
            if (drift.Kind == ContractDriftKind.Misfit)
                told.Add(drift.ToString());
        }
    }
}
