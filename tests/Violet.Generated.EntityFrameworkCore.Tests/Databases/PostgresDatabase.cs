using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>A database on the server that the tests share.</summary>
internal sealed class PostgresDatabase(string connectionString) : TestDatabase
{
    private static int s_last;

    public override string Kind => Postgres;

    public override string ConnectionString => connectionString;

    public static async Task<TestDatabase> CreateAsync()
    {
        PostgresServer server = await PostgresServer.SharedAsync();
        return await CreateAsync(server);
    }

    /// <summary>On a server of the test's own, for it to be stopped.</summary>
    public static async Task<TestDatabase> CreateOnAsync(PostgresServer server)
    {
        TestDatabase database = await CreateAsync(server);
        await using ShopContext context = database.NewContext();
        await context.Database.EnsureCreatedAsync();
        return database;
    }

    private static async Task<TestDatabase> CreateAsync(PostgresServer server)
    {
        string name = $"shop{Interlocked.Increment(ref s_last)}";
        await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new PostgresDatabase(server.ConnectionString(name));
    }

    public override ValueTask DisposeAsync()
    {
        using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }
}
