using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// The app's database, through contexts of its own type. Nothing here saves tracked entities: what the app does in SaveChanges, or in
/// interceptors of it, is not for the inbox's rows, nor are its query filters.
/// </summary>
internal sealed class InboxDatabase(IServiceScopeFactory scopes, Type contextType) : IDisposable
{
    public Type ContextType => contextType;

    public WriteGate Gate { get; } = new();

    public AsyncServiceScope NewScope() => scopes.CreateAsyncScope();

    public DbContext ContextOf(IServiceProvider scope) => (DbContext)scope.GetRequiredService(contextType);

    public static IQueryable<InboxEvent> Events(DbContext context) => context.Set<InboxEvent>().IgnoreQueryFilters().AsNoTracking();

    public static IQueryable<InboxWorker> Workers(DbContext context) => context.Set<InboxWorker>().IgnoreQueryFilters().AsNoTracking();

    /// <summary>Reads, or writes in statements that each are a transaction of their own; to write, the gate is to be entered.</summary>
    public async Task<T> UseAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = NewScope();
        await using (scope.ConfigureAwait(false))
            return await work(ContextOf(scope.ServiceProvider), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes in a short transaction, which the app's execution strategy may run again.</summary>
    public async Task<T> WriteAsync<T>(Func<DbContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = NewScope();
        await using (scope.ConfigureAwait(false))
        {
            DbContext context = ContextOf(scope.ServiceProvider);
            using IDisposable? turn = await Gate.EnterAsync(cancellationToken).ConfigureAwait(false);
            return await context
                .Database.CreateExecutionStrategy()
                .ExecuteAsync(token => InTransactionAsync(context, work, token), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    public void Dispose() => Gate.Dispose();

    private static async Task<T> InTransactionAsync<T>(
        DbContext context,
        Func<DbContext, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            T result = await work(context, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return result;
        }
    }
}
