using Microsoft.Data.Sqlite;

namespace Violet.Generated.EntityFrameworkCore.Tests;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteDatabase : TestDatabase
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("violet-inbox-");

    public override string Kind => Sqlite;

    public override string ConnectionString => $"Data Source={Path.Combine(_folder.FullName, "shop.db")}";

    public override ValueTask DisposeAsync()
    {
        using (var connection = new SqliteConnection(ConnectionString))
            SqliteConnection.ClearPool(connection);
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
