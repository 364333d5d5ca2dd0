using Microsoft.EntityFrameworkCore;

namespace Violet.Dashboard;

/// <summary>The dashboard keeps nothing but the webhooks that it has accepted.</summary>
internal sealed class DashboardContext(DbContextOptions<DashboardContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddVioletInbox();
}
