using Microsoft.EntityFrameworkCore;

namespace Wristband.Platform.Data.Postgres;

/// <summary>The model on PostgreSQL, where many write at once: what must not happen side by side takes a lock of its own.</summary>
internal sealed class PostgresDbContext : PlatformDbContext
{
    public PostgresDbContext(DbContextOptions<PostgresDbContext> options, TenantScope scope)
        : base(options, scope)
    {
        // Whose rows are written is said once in each transaction (ScopedStatements).
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    public override Task<IDisposable?> AcquireWriteAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable?>(null);

    /// <summary>The lock ends with the transaction, so it works behind a pooler, and dies with whoever held it.</summary>
    public override async Task<ExclusiveTransaction> BeginExclusiveAsync(string subject, CancellationToken cancellationToken)
    {
        if (Database.CurrentTransaction is { } outer)
        {
            await Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({subject}, 0))", cancellationToken);
            return await ExclusiveTransaction.InsideAsync(outer, cancellationToken);
        }
        var transaction = await Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await HoldAsync(subject, cancellationToken);
            return new ExclusiveTransaction(transaction);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public override Task HoldAsync(string subject, CancellationToken cancellationToken) =>
        Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({subject}, 0))", cancellationToken);
}
