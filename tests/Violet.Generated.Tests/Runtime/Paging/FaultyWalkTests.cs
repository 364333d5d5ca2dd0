using Violet.Generated.Testing;
using Violet.Generated.Tests.TestServer;

namespace Violet.Generated.Tests.Paging;

/// <summary>Walks of a thousand pages through the whole client, against a server that fails one request in ten.</summary>
public class FaultyWalkTests
{
#if NETSTANDARD_BUILD
    private const int Pages = 250;
#else
    private const int Pages = 1000;
#endif
    private const int OrdersPerPage = 2;

    private VioletTestServer _server = null!;
    private long[] _orders = null!;
    private string[] _customers = null!;
    private long _merchant;

    [OneTimeSetUp]
    public async Task StartServer()
    {
        _server = await VioletTestServer.StartAsync(new() { Orders = Pages * OrdersPerPage, CustomersPerMerchant = Pages });
        _orders = [.. Enumerable.Range(0, Pages * OrdersPerPage).Select(i => 74001L + i).Reverse()];
        using VioletClient violet = _server.Violet();
        List<Merchant> merchants = await violet.Merchants.ListAll().ToListAsync();
        foreach (Merchant merchant in merchants)
        {
            if ((await CustomersAsync(violet, merchant)).NextPageCursor is null)
                continue;
            _merchant = merchant.Id;
            break;
        }

        _customers = [.. Enumerable.Range(1, Pages).Select(i => $"customer-{_merchant}-{i}")];

        static async Task<RelayCustomerPage> CustomersAsync(VioletClient violet, Merchant merchant)
        {
            try
            {
                return await violet.Relay.ListCustomersAsync(merchant.Id, size: 1);
            }
            catch (VioletApiException)
            {
                return new RelayCustomerPage(); // not connected
            }
        }
    }

    [OneTimeTearDown]
    public async Task StopServer() => await _server.DisposeAsync();

    [TearDown]
    public void EndFaults() => _server.Faults.Clear();

    [TestCase(false, 1)]
    [TestCase(true, 1)]
    [TestCase(true, 8)]
    public async Task A_thousand_numbered_pages_bring_every_order_once_and_in_order(bool prefetch, int concurrency)
    {
        await using Walk walk = Begin("Orders_List", retries: 10, prefetch, concurrency);

        Assert.That(await walk.ReadAsync(walk.Violet.Orders.ListAll(), OrdersPerPage, order => order.Id), Is.EqualTo(_orders));

        Assert.That(walk.Exceptions, Is.Zero);
        Assert.That(walk.Struck, Is.GreaterThan(Pages / 15));
        Assert.That(walk.Requests, Is.EqualTo(Pages + walk.Struck), "each failure is repeated, and nothing else");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_thousand_pages_along_cursors_bring_every_customer_once_and_in_order(bool prefetch)
    {
        await using Walk walk = Begin("Relay_ListCustomers", retries: 10, prefetch);

        Assert.That(
            await walk.ReadAsync(walk.Violet.Relay.ListCustomersAll(_merchant), 1, customer => customer.ExternalId),
            Is.EqualTo(_customers)
        );

        Assert.That(walk.Exceptions, Is.Zero);
        Assert.That(walk.Requests, Is.EqualTo(Pages + walk.Struck));
    }

    [TestCase(false, 1)]
    [TestCase(true, 8)]
    public async Task When_the_retries_run_out_resuming_gives_exactly_the_rest_wherever_that_is(bool prefetch, int concurrency)
    {
        await using Walk walk = Begin("Orders_List", retries: 0, prefetch, concurrency);

        Assert.That(await walk.ReadAsync(walk.Violet.Orders.ListAll(), OrdersPerPage, order => order.Id), Is.EqualTo(_orders));

        Assert.That(walk.Exceptions, Is.GreaterThan(Pages / 20));
    }

    [Test]
    public async Task When_the_retries_run_out_along_cursors_resuming_gives_exactly_the_rest()
    {
        await using Walk walk = Begin("Relay_ListCustomers", retries: 0, prefetch: true);

        Assert.That(
            await walk.ReadAsync(walk.Violet.Relay.ListCustomersAll(_merchant), 1, customer => customer.ExternalId),
            Is.EqualTo(_customers)
        );

        Assert.That(walk.Exceptions, Is.GreaterThan(Pages / 20));
    }

    /// <summary>Every second, third, ... request fails, so that each kind of place is the one where a walk breaks off.</summary>
    [Test]
    public async Task A_walk_that_breaks_off_at_every_kth_page_is_whole_in_the_end([Values(2, 3, 7)] int k, [Values] bool cutBody)
    {
        _server.Faults.Add((cutBody ? Fault.CutBody : Fault.Status(503)).On("Orders_List").Every(k));
        await using var walk = new Walk(_server, "Orders_List", retries: 0, prefetch: false);

        Assert.That(await walk.ReadAsync(walk.Violet.Orders.ListAll(), 20, order => order.Id), Is.EqualTo(_orders));

        int pages = _orders.Length / 20;
        Assert.That(walk.Exceptions, Is.EqualTo((pages - 1) / (k - 1)), "one after each k - 1 pages");
    }

    private Walk Begin(string operation, int retries, bool prefetch, int concurrency = 1)
    {
        int seed = 0;
        foreach (
            Fault fault in (Fault[])
                [Fault.Status(500), Fault.RateLimit(TimeSpan.FromSeconds(2)), Fault.CutBody, Fault.ResetConnection, Fault.ResetInBody]
        )
        {
            _server.Faults.Add(fault.On(operation).WithProbability(0.022, seed: ++seed)); // together one in ten
        }

        return new Walk(_server, operation, retries, prefetch, concurrency);
    }

    /// <summary>A client whose waits cost no time, and what became of its walk.</summary>
    private sealed class Walk : IAsyncDisposable
    {
        private readonly VioletTestServer _server;
        private readonly string _operation;
        private readonly int _requestsBefore,
            _struckBefore;
        private readonly string _settings;
        private int _pages,
            _items;

        public Walk(VioletTestServer server, string operation, int retries, bool prefetch, int concurrency = 1)
        {
            (_server, _operation, _settings) = (server, operation, $"retries {retries}, prefetch {prefetch}, concurrency {concurrency}");
            Violet = server.Violet(options =>
            {
                HurriedTime.Configure(options);
                (options.MaxRetries, options.Prefetch, options.Concurrency) = (retries, prefetch, concurrency);
            });
            (_requestsBefore, _struckBefore) = (server.CountRequests(operation), server.CountStruck(operation));
        }

        public VioletClient Violet { get; }

        public int Exceptions { get; private set; }

        public int Requests => _server.CountRequests(_operation) - _requestsBefore;

        public int Struck => _server.CountStruck(_operation) - _struckBefore;

        /// <summary>Reads to the end, and goes on with the token of the exception whenever there is one.</summary>
        public async Task<List<TKey>> ReadAsync<T, TKey>(AsyncPageable<T> all, int size, Func<T, TKey> key)
        {
            var got = new List<TKey>();
            string? token = null;
            while (true)
            {
                try
                {
                    await foreach (Page<T> page in all.AsPages(token, token is null ? size : null))
                    {
                        _pages++;
                        got.AddRange(page.Items.Select(key));
                    }

                    _items = got.Count;
                    return got;
                }
                catch (VioletException e) when (e.ResumeToken is not null)
                {
                    Assert.That(e.PageNumber, Is.EqualTo((got.Count / size) + 1), "everything before the page that failed has come");
                    Assert.That(++Exceptions, Is.LessThan(Pages), "the walk goes on");
                    token = e.ResumeToken;
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await TestContext.Out.WriteLineAsync(
                $"{_operation}, {_settings}: {_pages} pages, {_items} items; {Struck} of {Requests} requests failed "
                    + $"({100 * Struck / Requests} %), {Exceptions} exceptions resumed"
            );
            Violet.Dispose();
        }
    }
}
