using Microsoft.EntityFrameworkCore;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>An app's own context, with the inbox beside its own table.</summary>
internal sealed class ShopContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Effect> Effects => Set<Effect>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddVioletInbox();
}

/// <summary>What a handler did, in the order in which it was committed.</summary>
internal sealed class Effect
{
    public long Id { get; set; }

    public long OrderId { get; set; }

    public long EventId { get; set; }
}
