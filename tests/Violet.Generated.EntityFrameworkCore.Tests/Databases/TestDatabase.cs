using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>A database of its own for each test.</summary>
internal abstract class TestDatabase : IAsyncDisposable
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    public abstract string Kind { get; }

    public abstract string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync(string kind)
    {
        TestDatabase database = kind == Sqlite ? new SqliteDatabase() : await PostgresDatabase.CreateAsync();
        await using ShopContext context = database.NewContext();
        await context.Database.EnsureCreatedAsync();
        return database;
    }

    public static void Use(DbContextOptionsBuilder options, string kind, string connectionString)
    {
        if (kind == Sqlite)
            options.UseSqlite(connectionString);
        else
            options.UseNpgsql(connectionString);
    }

    public void Use(DbContextOptionsBuilder options) => Use(options, Kind, ConnectionString);

    public ShopContext NewContext()
    {
        var options = new DbContextOptionsBuilder();
        Use(options);
        return new ShopContext(options.Options);
    }

    /// <summary>Registers the context and the inbox in it.</summary>
    public void AddTo(IServiceCollection services, Action<InboxOptions>? configure = null) =>
        services.AddDbContext<ShopContext>(Use).AddVioletWebhooks().AddInbox<ShopContext>(configure);

    public async Task<long[]> EffectsAsync()
    {
        await using ShopContext context = NewContext();
        return await context.Effects.OrderBy(effect => effect.Id).Select(effect => effect.EventId).ToArrayAsync();
    }

    public async Task<InboxEvent[]> EventsAsync()
    {
        await using ShopContext context = NewContext();
        return await context.Set<InboxEvent>().OrderBy(e => e.Id).ToArrayAsync();
    }

    public async Task<int> CountAsync(int state)
    {
        await using ShopContext context = NewContext();
        return await context.Set<InboxEvent>().CountAsync(e => e.State == state);
    }

    public abstract ValueTask DisposeAsync();
}
