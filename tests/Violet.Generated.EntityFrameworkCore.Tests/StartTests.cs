using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>What would lose webhooks without a word ends the start with advice.</summary>
public class StartTests
{
    [Test]
    public void A_context_without_the_table_is_told() =>
        Assert.That(
            () => StartAsync(services => services.AddDbContext<Bare>(options => options.UseSqlite("Data Source=:memory:"))),
            Throws.InvalidOperationException.With.Message.Contains("modelBuilder.AddVioletInbox()")
        );

    [Test]
    public void A_context_that_does_not_take_the_options_of_the_container_is_told() =>
        Assert.That(
            () => StartAsync<ByHand>(services => services.AddScoped<ByHand>()),
            Throws.InvalidOperationException.With.Message.Contains("hand the options to the constructor")
        );

    [Test]
    public void Options_that_make_no_sense_are_told() =>
        Assert.That(
            () =>
                WebhookApp.StartAsync(
                    _ => { },
                    services =>
                        services
                            .AddDbContext<ShopContext>(options => options.UseSqlite("Data Source=:memory:"))
                            .AddVioletWebhooks()
                            .AddInbox<ShopContext>(options => options.LeaseTime = TimeSpan.Zero)
                ),
            Throws.InstanceOf<OptionsValidationException>()
        );

    private static Task<WebhookApp> StartAsync(Action<IServiceCollection> add) => StartAsync<Bare>(add);

    private static Task<WebhookApp> StartAsync<TContext>(Action<IServiceCollection> add)
        where TContext : DbContext =>
        WebhookApp.StartAsync(
            _ => { },
            services =>
            {
                add(services);
                services.AddVioletWebhooks().AddInbox<TContext>();
            }
        );

    private sealed class Bare(DbContextOptions<Bare> options) : DbContext(options);

    private sealed class ByHand : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseSqlite("Data Source=:memory:");

        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddVioletInbox();
    }
}
