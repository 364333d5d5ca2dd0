using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Violet.Generated.EntityFrameworkCore;

/// <summary>The transaction of one handling, on the context that the handlers get. Disposed without a commit, it is rolled back.</summary>
internal sealed class HandlerTransaction(DbContext context, WriteGate gate, Action onEnd) : IAsyncDisposable
{
    private IDisposable? _turn;
    private IDbContextTransaction? _transaction;
    private bool _isBeginning;

    public bool HasBegun => _transaction is not null;

    public void Begin()
    {
        if (HasBegun)
            return;
        _turn ??= gate.EnterAsHandler();
        _isBeginning = true;
        try
        {
            _transaction = context.Database.BeginTransaction();
        }
        finally
        {
            _isBeginning = false;
        }
    }

    public async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        if (HasBegun)
            return;
        _turn ??= await gate.EnterAsHandlerAsync(cancellationToken).ConfigureAwait(false);
        _isBeginning = true;
        try
        {
            _transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _isBeginning = false;
        }
    }

    /// <summary>Begins, if need be, and takes a command into the transaction.</summary>
    public void Take(DbCommand command)
    {
        Begin();
        command.Transaction = _transaction!.GetDbTransaction();
    }

    public async ValueTask TakeAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        command.Transaction = _transaction!.GetDbTransaction();
    }

    /// <summary>What a handler committed by itself could not be undone when the event's end is not written.</summary>
    public void ThrowUnlessBeginning()
    {
        if (_isBeginning)
            return;
        throw new InvalidOperationException(
            "A webhook's handler began a transaction on the inbox's DbContext. Leave that out: what it writes is committed together with "
                + "the event's end. If it must be a transaction of its own, use another DbContext."
        );
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction!.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        onEnd();
        try
        {
            if (_transaction is not null)
                await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn?.Dispose();
        }
    }
}
