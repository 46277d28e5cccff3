using Microsoft.EntityFrameworkCore;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>The model on SQLite, where one writes at a time.</summary>
internal sealed class SqliteDbContext(DbContextOptions<SqliteDbContext> options, TenantScope scope, WriteLock writeLock)
    : PlatformDbContext(options, scope)
{
    public override async Task<IDisposable?> AcquireWriteAsync(CancellationToken cancellationToken) =>
        await writeLock.AcquireAsync(cancellationToken);

    /// <summary>Whatever the subject: a transaction of SQLite keeps every other writer out.</summary>
    public override async Task<ExclusiveTransaction> BeginExclusiveAsync(string subject, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is { } outer) return await ExclusiveTransaction.InsideAsync(outer, cancellationToken);
        // The transaction passes it on when it ends.
#pragma warning disable CA2000
        var turn = await writeLock.AcquireAsync(cancellationToken);
#pragma warning restore CA2000
        try
        {
            return new ExclusiveTransaction(await Database.BeginTransactionAsync(cancellationToken), turn);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    public override Task HoldAsync(string subject, CancellationToken cancellationToken) => Task.CompletedTask;
}
