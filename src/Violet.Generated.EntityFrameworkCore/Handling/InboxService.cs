using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>Starts the inbox with the host and stops it with it.</summary>
internal sealed partial class InboxService(
    InboxDatabase database,
    InboxQueue queue,
    InboxPump pump,
    InboxHandling handling,
    InboxRetention retention,
    HandlerTransactions transactions,
    ILogger<InboxService> logger
) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_lastTime = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _end = new();
    private Task _accepting = Task.CompletedTask;
    private Task _claiming = Task.CompletedTask;
    private Task _living = Task.CompletedTask;
    private Task _ending = Task.CompletedTask;
    private int _hasStopped;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await CheckAsync().ConfigureAwait(false);
        // or every handling would be a part of the trace in which the host starts
        using AsyncFlowControl flow = ExecutionContext.SuppressFlow();
        _accepting = Task.Run(queue.RunAsync, CancellationToken.None);
        _claiming = Task.Run(
            () => Task.WhenAll(pump.ClaimAsync(_stopping.Token), retention.RunAsync(_stopping.Token)),
            CancellationToken.None
        );
        _living = Task.Run(() => pump.StampAsync(_end.Token), CancellationToken.None);
        _ending = Task.Run(handling.RunAsync, CancellationToken.None);
    }

    /// <summary>Takes nothing more, ends what is handled, and gives the rest back for others.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Out of time or without a database, the leases end by themselves.")]
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _hasStopped, 1) != 0)
            return; // some hosts stop twice, and dispose in between
        queue.Stop();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _claiming.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await handling.StopAsync(s_lastTime, cancellationToken).ConfigureAwait(false);
        using var lastTime = new CancellationTokenSource(s_lastTime, TimeProvider.System);
        try
        {
            await Task.WhenAll(_accepting, _ending).WaitAsync(lastTime.Token).ConfigureAwait(false);
            await pump.LeaveAsync(lastTime.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotLeft(logger, e);
        }

        await _end.CancelAsync().ConfigureAwait(false);
        await _living.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the loops of a host that is disposed without a stop; some hosts are disposed while they stop.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _end.Cancel();
    }

    /// <summary>What would lose webhooks, or handle them twice, without a word.</summary>
    private async Task CheckAsync()
    {
        AsyncServiceScope scope = database.NewScope();
        await using (scope.ConfigureAwait(false))
        {
            DbContext context = database.ContextOf(scope.ServiceProvider);
            string name = database.ContextType.Name;
            if (!context.Database.IsRelational())
                throw new InvalidOperationException($"The inbox of webhooks needs a relational database, and {name} has none.");
            if (context.Model.FindEntityType(typeof(InboxEvent)) is null)
            {
                throw new InvalidOperationException(
                    $"The model of {name} has no inbox: call modelBuilder.AddVioletInbox() in its OnModelCreating, and add a migration."
                );
            }

            CoreOptionsExtension? options = context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
            if (options?.Interceptors?.Contains(transactions) != true)
            {
                throw new InvalidOperationException(
                    $"{name} does not use the options of the container, so the inbox cannot commit what handlers write: register it by "
                        + "AddDbContext, AddDbContextPool or AddDbContextFactory, and hand the options to the constructor of DbContext."
                );
            }

            database.Gate.IsOpen = context.Database.ProviderName?.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) != true;
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "The leases of webhooks could not be given back; others take them over when the lease time is over."
    )]
    private static partial void LogNotLeft(ILogger logger, Exception error);
}
