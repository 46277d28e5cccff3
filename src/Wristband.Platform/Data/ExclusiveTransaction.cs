using Microsoft.EntityFrameworkCore.Storage;

namespace Wristband.Platform.Data;

/// <summary>A transaction that nobody else shares a subject with. Disposed without a commit, it leaves nothing behind.</summary>
internal sealed class ExclusiveTransaction(IDbContextTransaction transaction, IDisposable? turn = null) : IAsyncDisposable
{
    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        turn?.Dispose();
    }
}
