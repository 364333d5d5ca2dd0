using Violet.Generated.Testing;
using Violet.Generated.Tests.TestServer;

namespace Violet.Generated.Tests.Paging;

/// <summary>Walks whose page, size and cursor stand in the body, and those whose page is a part of the answer.</summary>
public class BodyPagingTests
{
    private const int Customers = 11;

    private VioletTestServer _server = null!;
    private VioletClient _violet = null!;

    /// <summary>Merchants whose shop can be read: most go by cursor, one numbers its pages.</summary>
    private List<long> _merchants = null!;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = await VioletTestServer.StartAsync(new() { CustomersPerMerchant = Customers });
        _violet = _server.Violet();
        AsyncPageable<MerchantPayoutReadiness> connected = _violet.PayoutAccounts.GetReadinessAll(status: PayoutReadinessStatus.Active);
        _merchants = [.. (await connected.ToListAsync()).Select(m => m.MerchantId!.Value)];
    }

    [OneTimeTearDown]
    public async Task StopServer()
    {
        _violet.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_search_brings_what_the_listing_brings_whether_the_shop_goes_by_cursor_or_by_number()
    {
        var ways = new HashSet<bool>();
        foreach (long merchant in _merchants)
        {
            RelayCustomerPage first = await _violet.Relay.SearchCustomersAsync(merchant, new() { Size = 4 });
            ways.Add(first.NextPageCursor is null);

            string?[] found =
            [
                .. (await _violet.Relay.SearchCustomersAll(merchant, new() { Size = 4 }).ToListAsync()).Select(c => c.ExternalId),
            ];

            Assert.That(found, Is.EqualTo(Enumerable.Range(1, Customers).Select(i => $"customer-{merchant}-{i}")));
        }
        Assert.That(ways, Is.EquivalentTo(new[] { true, false }), "both kinds of shops");
    }

    [Test]
    public async Task Offers_and_orders_of_a_shop_are_walked_too()
    {
        long merchant = _merchants[0];

        Assert.That(
            (await _violet.Relay.SearchOffersAll(merchant, new() { Size = 1 }).ToListAsync()).Select(o => o.ExternalId),
            Is.EqualTo((await _violet.Relay.ListOffersAll(merchant).ToListAsync()).Select(o => o.ExternalId)).And.Not.Empty
        );
        Assert.That(
            (await _violet.Relay.SearchOrdersAll(merchant, new() { Size = 1 }).ToListAsync()).Select(o => o.Id),
            Is.EqualTo((await _violet.Relay.ListOrdersAll(merchant).ToListAsync()).Select(o => o.Id)).And.Not.Empty
        );
    }

    [Test]
    public async Task The_callers_request_stays_as_it_was_and_its_place_does_not_count()
    {
        var request = new RelayCustomerSearchRequest
        {
            Page = 3,
            Size = 5,
            NextPageCursor = "elsewhere",
            Ids = ["a"],
        };
        request.Extra["more"] = true;
        string before = VioletJson.Serialize(request);
        int requests = _server.CountRequests("Relay_SearchCustomers");

        List<RelayCustomer> found = await _violet.Relay.SearchCustomersAll(_merchants[0], request).ToListAsync();

        Assert.That(found, Has.Count.EqualTo(Customers));
        Assert.That(VioletJson.Serialize(request), Is.EqualTo(before));
        Assert.That(_server.CountRequests("Relay_SearchCustomers") - requests, Is.EqualTo(3), "11 in pages of 5");
    }

    [Test]
    public async Task The_page_size_of_the_walk_counts_more_than_that_of_the_request()
    {
        List<Page<RelayCustomer>> pages = await PagesAsync(_merchants[0], new() { Size = 5 }, pageSize: 10);

        Assert.That(pages.Select(p => p.Items.Count), Is.EqualTo(new[] { 10, 1 }));
    }

    [Test]
    public async Task After_every_page_of_every_shop_exactly_the_rest_comes_though_the_request_names_another_size()
    {
        foreach (long merchant in _merchants)
        {
            List<Page<RelayCustomer>> pages = await PagesAsync(merchant, new() { Size = 4 });
            Assert.That(pages, Has.Count.EqualTo(3));

            for (int k = 1; k < pages.Count; k++)
            {
                List<Page<RelayCustomer>> rest = await PagesAsync(merchant, new() { Size = 9 }, resumeFrom: pages[k - 1].ResumeToken);
                Assert.That(Ids(rest), Is.EqualTo(Ids(pages.Skip(k))), $"after page {k} of {merchant}");
            }
        }
    }

    [Test]
    public void Without_a_request_the_walk_does_not_begin() =>
        Assert.That(
            () => _violet.Relay.SearchOffersAll(1, null!),
            Throws.ArgumentNullException.With.Property("ParamName").EqualTo("request")
        );

    [Test]
    public async Task A_page_within_the_answer_is_walked_and_resumed()
    {
        long[] all = [.. (await _violet.Merchants.ListAll().ToListAsync()).Select(m => m.Id)];
        AsyncPageable<MerchantPayoutReadiness> readiness = _violet.PayoutAccounts.GetReadinessAll();
        List<Page<MerchantPayoutReadiness>> pages = await readiness.AsPages(pageSize: 2).ToListAsync();

        Assert.That(pages.SelectMany(p => p.Items).Select(m => m.MerchantId), Is.EquivalentTo(all));
        Assert.That(pages, Has.Count.GreaterThan(2));
        Assert.That(
            (await readiness.AsPages(pages[1].ResumeToken).ToListAsync()).SelectMany(p => p.Items).Select(m => m.MerchantId),
            Is.EqualTo(pages.Skip(2).SelectMany(p => p.Items).Select(m => m.MerchantId))
        );
    }

    private Task<List<Page<RelayCustomer>>> PagesAsync(
        long merchant,
        RelayCustomerSearchRequest request,
        string? resumeFrom = null,
        int? pageSize = null
    ) => _violet.Relay.SearchCustomersAll(merchant, request).AsPages(resumeFrom, pageSize).ToListAsync();

    private static IEnumerable<string?> Ids(IEnumerable<Page<RelayCustomer>> pages) =>
        pages.SelectMany(p => p.Items).Select(c => c.ExternalId);
}
