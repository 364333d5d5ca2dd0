using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>What handlers may do with the context, and what they may not.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class HandlerTests(string kind)
{
    private static readonly (string Name, Func<ShopContext, Task> Write)[] s_writes =
    [
        ("SaveChangesAsync", shop => Add(shop).SaveChangesAsync()),
        (
            "SaveChanges",
            shop =>
            {
                Add(shop).SaveChanges();
                return Task.CompletedTask;
            }
        ),
        ("ExecuteUpdateAsync", shop => shop.Effects.ExecuteUpdateAsync(set => set.SetProperty(e => e.OrderId, e => e.OrderId + 1))),
        ("ExecuteDeleteAsync", shop => shop.Effects.ExecuteDeleteAsync()),
        ("ExecuteSqlAsync", shop => shop.Database.ExecuteSqlAsync($"""UPDATE "Effects" SET "OrderId" = 99""")),
        ("FromSql", shop => shop.Effects.FromSql($"""UPDATE "Effects" SET "OrderId" = 98 RETURNING *""").AsNoTracking().ToListAsync()),
    ];

    public static IEnumerable<string> Writes => s_writes.Select(write => write.Name);

    [TestCaseSource(nameof(Writes))]
    public async Task Whatever_a_handler_writes_by_is_undone_when_it_fails(string name)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using (ShopContext context = database.NewContext())
            await Add(context).SaveChangesAsync();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, _, _, _) =>
                    {
                        await s_writes.Single(write => write.Name == name).Write(shop);
                        throw new InvalidOperationException("after the write");
                    }
                ),
            services => database.AddTo(services),
            options => options.MaxAttempts = 1
        );

        await app.SendAsync();
        await app.Log.WaitForAsync("was given up after attempt 1");

        await using ShopContext left = database.NewContext();
        Assert.That(await left.Effects.Select(e => e.OrderId).SingleAsync(), Is.EqualTo(1));
        Assert.That((await database.EventsAsync()).Single().Error, Is.EqualTo("System.InvalidOperationException"));
    }

    [Test]
    public async Task A_transaction_of_the_handlers_own_is_refused_with_advice()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, _, _, ct) =>
                    {
                        await using IDbContextTransaction transaction = await shop.Database.BeginTransactionAsync(ct);
                        await Add(shop).SaveChangesAsync(ct);
                        await transaction.CommitAsync(ct);
                    }
                ),
            services => database.AddTo(services),
            options => options.MaxAttempts = 1
        );

        await app.SendAsync();
        await app.Log.WaitForAsync("Leave that out: what it writes is committed together with the event's end.");

        Assert.That(await database.EffectsAsync(), Is.Empty);
    }

    [Test]
    public async Task While_a_handler_reads_and_works_events_are_accepted_and_others_write()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        var read = new Recorder();
        var handled = new Recorder();
        var goOn = new TaskCompletionSource();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        await shop.Effects.CountAsync(ct);
                        await read.Add("read");
                        if (order.Id == 1)
                            await goOn.Task.WaitAsync(ct);
                        await Handlers.CountAsync(shop, order, e, handled, ct);
                    }
                ),
            services => database.AddTo(services)
        );

        await app.SendAsync(eventId: 1, body: WebhookApp.OrderOf(1));
        await read.WaitForAsync(1);
        for (long id = 2; id <= 20; id++)
            Assert.That(await app.SendAsync(eventId: id, body: WebhookApp.OrderOf(id)), Is.EqualTo(HttpStatusCode.OK));
        await handled.WaitForAsync(19);
        goOn.SetResult();
        await handled.WaitForAsync(1);
        await app.StopAsync();

        Assert.That((await database.EffectsAsync())[^1], Is.EqualTo(1), "it writes after the others, and is not refused for it");
        Assert.That((await database.EventsAsync()).Select(e => e.Attempts), Is.All.Zero);
    }

    [Test]
    public async Task A_strategy_of_retries_runs_the_handling_again_in_a_scope_of_its_own()
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        if (kind == TestDatabase.Sqlite)
        {
            await using ShopContext shop = database.NewContext();
            Assert.That(shop.Database.CreateExecutionStrategy().RetriesOnFailure, Is.False, "SQLite's provider has no strategy of retries");
            return;
        }

        var handled = new Recorder();
        var contexts = new HashSet<DbContextId>();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<ShopContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        await Handlers.CountAsync(shop, order, e, new Recorder(), ct);
                        if (contexts.Add(shop.ContextId) && contexts.Count < 3)
                            throw new NpgsqlException("cut off", new IOException("transient"));
                        await handled.Add("done");
                    }
                ),
            services =>
                services
                    .AddDbContext<ShopContext>(options =>
                        options.UseNpgsql(
                            database.ConnectionString,
                            npgsql => npgsql.EnableRetryOnFailure(5, TimeSpan.FromMilliseconds(50), null)
                        )
                    )
                    .AddVioletWebhooks()
                    .AddInbox<ShopContext>()
        );

        await app.SendAsync(eventId: 7);
        await handled.WaitForAsync(1);
        await app.StopAsync();

        Assert.That(contexts, Has.Count.EqualTo(3));
        Assert.That(await database.EffectsAsync(), Is.EqualTo(new[] { 7 }));
        Assert.That((await database.EventsAsync()).Single().Attempts, Is.Zero, "the strategy's tries are one attempt");
    }

    private static ShopContext Add(ShopContext shop)
    {
        shop.Effects.Add(new Effect { OrderId = 1, EventId = 1 });
        return shop;
    }
}
