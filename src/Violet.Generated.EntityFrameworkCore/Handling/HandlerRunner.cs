using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Violet.Generated.AspNetCore;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>
/// Runs the handlers of an event once and ends it: in one transaction with what they wrote through the context, else by itself. The end is
/// written only while the event is still this worker's, so of two that handle it the effects of one remain.
/// </summary>
internal sealed class HandlerRunner(
    InboxDatabase database,
    InboxEndings endings,
    HandlerTransactions transactions,
    WebhookDispatcher dispatcher
)
{
    /// <summary>Gives whether the handlers wrote, and so the event has ended; else its end is still to be written.</summary>
    /// <exception cref="WorkerLostException">The event is not this worker's any more; what the handlers wrote is undone.</exception>
    public async Task<bool> RunAsync(ClaimedEvent e, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = database.NewScope();
        await using (scope.ConfigureAwait(false))
        {
            IExecutionStrategy strategy = database.ContextOf(scope.ServiceProvider).Database.CreateExecutionStrategy();
            bool isFirst = true;
            return await strategy
                .ExecuteAsync(
                    async token =>
                    {
                        if (isFirst)
                        {
                            isFirst = false;
                            return await TryAsync(e, scope.ServiceProvider, token).ConfigureAwait(false);
                        }

                        // The strategy tries again: it may be that the commit went well, and only its answer was lost.
                        if (!await endings.IsMineAsync(e, token).ConfigureAwait(false))
                            throw new WorkerLostException();
                        AsyncServiceScope fresh = database.NewScope();
                        await using (fresh.ConfigureAwait(false))
                            return await TryAsync(e, fresh.ServiceProvider, token).ConfigureAwait(false);
                    },
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async Task<bool> TryAsync(ClaimedEvent e, IServiceProvider scope, CancellationToken cancellationToken)
    {
        DbContext context = database.ContextOf(scope);
        HandlerTransaction transaction = transactions.Open(context, database.Gate);
        await using (transaction.ConfigureAwait(false))
        {
            await dispatcher.DispatchAsync(e.Delivery, scope, cancellationToken).ConfigureAwait(false);
            if (!transaction.HasBegun)
                return false;
            // Not by the handlers' token: they have ended, and so shall the event.
            if (await endings.DoneAsync(context, e.Worker, [e.Id], CancellationToken.None).ConfigureAwait(false) != 1)
                throw new WorkerLostException();
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return true;
        }
    }
}
