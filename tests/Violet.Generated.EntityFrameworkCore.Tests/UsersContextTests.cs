using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>The context is the app's, with whatever it does to its rows.</summary>
[TestFixture(TestDatabase.Sqlite)]
[TestFixture(TestDatabase.Postgres)]
internal sealed class UsersContextTests(string kind)
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Interceptors_overrides_query_filters_and_conventions_of_the_app_see_nothing_of_the_inbox(bool isPooled)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        await using (var context = new StrictContext(Options(database)))
        {
            await context.Database.EnsureDeletedAsync();
            await context.Database.EnsureCreatedAsync();
        }

        var handled = new Recorder();
        await using WebhookApp app = await WebhookApp.StartAsync(
            hooks =>
                hooks.On<StrictContext, Order>(
                    async (shop, order, e, ct) =>
                    {
                        shop.Add(new Effect { OrderId = order.Id, EventId = e.Headers.EventId!.Value });
                        await shop.SaveChangesAsync(ct);
                        await handled.Add("done");
                    }
                ),
            services =>
            {
                void Configure(DbContextOptionsBuilder options)
                {
                    database.Use(options);
                    options.AddInterceptors(new Auditor());
                }

                if (isPooled)
                    services.AddDbContextPool<StrictContext>(Configure);
                else
                    services.AddDbContextFactory<StrictContext>(Configure);
                services.AddVioletWebhooks().AddInbox<StrictContext>();
            }
        );

        for (long id = 1; id <= 5; id++)
            await app.SendAsync(eventId: id);
        await handled.WaitForAsync(5);
        await app.StopAsync();

        await using var left = new StrictContext(Options(database));
        Assert.That(await left.Set<Effect>().CountAsync(), Is.EqualTo(5));
        Assert.That(
            await left.Set<InboxEvent>().IgnoreQueryFilters().Select(e => e.State).ToListAsync(),
            Is.EqualTo(Enumerable.Repeat(InboxState.Done, 5))
        );
    }

    private static DbContextOptions<StrictContext> Options(TestDatabase database)
    {
        var options = new DbContextOptionsBuilder<StrictContext>();
        database.Use(options);
        return options.Options;
    }

    /// <summary>Filters all rows away, takes none but its own, and spells all texts in another way.</summary>
    internal sealed class StrictContext(DbContextOptions<StrictContext> options) : DbContext(options)
    {
        public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default) =>
            ChangeTracker.Entries().All(entry => entry.Entity is Effect)
                ? base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
                : throw new InvalidOperationException("not of this app");

        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
            configurationBuilder.Properties<string>().HaveConversion<Reverse>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Effect>();
            modelBuilder.AddVioletInbox(table: "inbox of webhooks");
            foreach (IMutableEntityType type in modelBuilder.Model.GetEntityTypes().Where(type => type.ClrType != typeof(Effect)))
            {
                System.Linq.Expressions.ParameterExpression row = System.Linq.Expressions.Expression.Parameter(type.ClrType);
                type.SetQueryFilter(System.Linq.Expressions.Expression.Lambda(System.Linq.Expressions.Expression.Constant(false), row));
            }
        }
    }

    internal sealed class Reverse() : ValueConverter<string, string>(text => Turn(text), text => Turn(text))
    {
        private static string Turn(string text) => new([.. text.Reverse()]);
    }

    private sealed class Auditor : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) =>
            eventData.Context!.ChangeTracker.Entries().All(entry => entry.Entity is Effect)
                ? new(result)
                : throw new InvalidOperationException("not of this app");
    }
}
