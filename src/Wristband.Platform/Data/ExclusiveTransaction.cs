using Microsoft.EntityFrameworkCore.Storage;

namespace Wristband.Platform.Data;

/// <summary>
/// A transaction that nobody else shares a subject with. Disposed without a commit, it leaves nothing behind. Inside another one it is a
/// part of that: what it did is undone alone, and lasts when the outer one is committed.
/// </summary>
internal sealed class ExclusiveTransaction : IAsyncDisposable
{
    private static int _number;
    private readonly IDbContextTransaction _transaction;
    private readonly IDisposable? _turn;
    private readonly string? _part;
    private bool _isCommitted;

    public ExclusiveTransaction(IDbContextTransaction transaction, IDisposable? turn = null) => (_transaction, _turn) = (transaction, turn);

    private ExclusiveTransaction(IDbContextTransaction outer, string part) => (_transaction, _part) = (outer, part);

    public static async Task<ExclusiveTransaction> InsideAsync(IDbContextTransaction outer, CancellationToken cancellationToken)
    {
        var part = $"wristband_{Interlocked.Increment(ref _number)}";
        await outer.CreateSavepointAsync(part, cancellationToken);
        return new ExclusiveTransaction(outer, part);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        if (_part is null) await _transaction.CommitAsync(cancellationToken);
        else await _transaction.ReleaseSavepointAsync(_part, cancellationToken);
        _isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_part is null) await _transaction.DisposeAsync();
        else if (!_isCommitted) await _transaction.RollbackToSavepointAsync(_part);
        _turn?.Dispose();
    }
}
