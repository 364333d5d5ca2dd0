using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Inserts rows without SaveChanges, which belongs to the app: its overrides and interceptors would see them.</summary>
internal static class InsertStatement
{
    /// <summary>Inserts all rows or none. What all of them have null, or the database makes itself, is left out.</summary>
    public static async Task ExecuteAsync<T>(DbContext context, IReadOnlyList<T> rows, CancellationToken cancellationToken)
        where T : class
    {
        IEntityType type = context.Model.FindEntityType(typeof(T))!;
        ISqlGenerationHelper sql = context.GetService<ISqlGenerationHelper>();
        IProperty[] properties =
        [
            .. type.GetProperties()
                .Where(p => p.ValueGenerated == ValueGenerated.Never && rows.Any(row => p.PropertyInfo!.GetValue(row) is not null)),
        ];
        StoreObjectIdentifier table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        IEnumerable<string> columns = properties.Select(p => sql.DelimitIdentifier(p.GetColumnName(table)!));

        using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        var parameters = new List<object>();
        var places = new List<string>();
        foreach (T row in rows)
        {
            var ofRow = new List<string>();
            foreach (IProperty property in properties)
            {
                string name = string.Create(CultureInfo.InvariantCulture, $"@i{parameters.Count}");
                ofRow.Add(string.Create(CultureInfo.InvariantCulture, $"{{{parameters.Count}}}"));
                parameters.Add(
                    property
                        .GetRelationalTypeMapping()
                        .CreateParameter(command, name, property.PropertyInfo!.GetValue(row), property.IsNullable)
                );
            }

            places.Add($"({string.Join(", ", ofRow)})");
        }

        string text =
            $"INSERT INTO {sql.DelimitIdentifier(table.Name, table.Schema)} ({string.Join(", ", columns)}) "
            + $"VALUES {string.Join(", ", places)}";
        await context.Database.ExecuteSqlRawAsync(text, parameters, cancellationToken).ConfigureAwait(false);
    }
}
