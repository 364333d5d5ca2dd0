using Violet.Generated.EntityFrameworkCore;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Adds the inbox of webhooks to a model.</summary>
public static class VioletInboxModelBuilderExtensions
{
    /// <summary>Adds the tables of the inbox, to be called in <c>OnModelCreating</c>; a migration then makes them.</summary>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="table">The name of the table of webhooks; that of the workers has <c>Workers</c> behind it.</param>
    /// <param name="schema">The schema of both; null for the model's own.</param>
    /// <returns>The model.</returns>
    public static ModelBuilder AddVioletInbox(this ModelBuilder modelBuilder, string table = "VioletInbox", string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        ArgumentException.ThrowIfNullOrEmpty(table);
        modelBuilder.Entity<InboxEvent>(e =>
        {
            e.ToTable(table, schema);
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).ValueGeneratedOnAdd();
            e.Property(x => x.Key).HasMaxLength(InboxText.MaxKey);
            e.Property(x => x.Entity).HasMaxLength(InboxText.MaxKey);
            e.Property(x => x.EventId).HasMaxLength(InboxText.MaxKey);
            e.Property(x => x.Lease).HasMaxLength(InboxText.MaxKey);
            e.Property(x => x.Owner).HasMaxLength(32);
            e.HasIndex(x => x.Key).IsUnique();
            e.HasIndex(x => x.Lease).IsUnique();
            e.HasIndex(x => x.EventId);
            e.HasIndex(x => new
            {
                x.State,
                x.EndedAt,
                x.Id,
            });
            e.HasIndex(x => new
            {
                x.Entity,
                x.State,
                x.Id,
            });
        });
        modelBuilder.Entity<InboxWorker>(e =>
        {
            e.ToTable(table + "Workers", schema);
            e.HasKey(x => x.Id);
            e.Property(x => x.Id).HasMaxLength(32).ValueGeneratedNever();
        });
        return modelBuilder;
    }
}
