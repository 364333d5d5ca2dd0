using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// Begins the transaction of a handler with its first write: SaveChanges, ExecuteUpdate and ExecuteDelete, or raw SQL. Not before, for a
/// transaction that has read and writes later is refused by SQLite when others have written in between, and one that is to write from the
/// start keeps all others from it.
/// </summary>
internal sealed class HandlerTransactions : DbCommandInterceptor, ISaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly ConditionalWeakTable<DbContext, HandlerTransaction> _open = [];

    public HandlerTransaction Open(DbContext context, WriteGate gate)
    {
        var transaction = new HandlerTransaction(context, gate, () => _open.Remove(context));
        _open.Add(context, transaction);
        return transaction;
    }

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Of(eventData.Context)?.Begin();
        return result;
    }

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (Of(eventData.Context) is { } transaction)
            await transaction.BeginAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Of(eventData.Context)?.Take(command);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (Of(eventData.Context) is { } transaction)
            await transaction.TakeAsync(command, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    )
    {
        if (eventData.CommandSource == CommandSource.FromSqlQuery)
            Of(eventData.Context)?.Take(command);
        return result;
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.CommandSource == CommandSource.FromSqlQuery && Of(eventData.Context) is { } transaction)
            await transaction.TakeAsync(command, cancellationToken).ConfigureAwait(false);
        return result;
    }

    public InterceptionResult<DbTransaction> TransactionStarting(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result
    )
    {
        Of(eventData.Context)?.ThrowUnlessBeginning();
        return result;
    }

    public ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default
    )
    {
        Of(eventData.Context)?.ThrowUnlessBeginning();
        return new(result);
    }

    private HandlerTransaction? Of(DbContext? context) =>
        context is not null && _open.TryGetValue(context, out HandlerTransaction? transaction) ? transaction : null;
}
