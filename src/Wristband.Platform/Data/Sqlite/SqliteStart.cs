using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data.Engines;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>One server for a file, and one process that changes its schema: locks of the operating system say so.</summary>
internal sealed class SqliteStart(DatabaseFile file, IServiceScopeFactory scopes, ILogger<DatabaseStart> logger)
    : DatabaseStart(scopes, logger)
{
    public override Task ClaimAsync(CancellationToken cancellationToken) => file.ClaimForServerAsync(cancellationToken);

    protected override async Task<IAsyncDisposable> BeginAsync(CancellationToken cancellationToken)
    {
        var turn = await file.BeginMigrationAsync(cancellationToken);
        try
        {
            file.EnsureUsable();
            return new Turn(turn);
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    protected override async Task ApplyAsync(PlatformDbContext context, CancellationToken cancellationToken)
    {
        var database = context.Database;
        // The framework's own lock is a row, which outlives whoever was killed and then stops every later start. Ours does not.
        database.SetCommandTimeout(TimeSpan.FromSeconds(60));
        await database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await database.MigrateAsync(cancellationToken);
    }

    protected override Task CompleteAsync(PlatformDbContext context, CancellationToken cancellationToken) =>
        SqliteSchema.ApplyAsync(context.Database.GetConnectionString()!, cancellationToken);

    private sealed class Turn(IDisposable? held) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            held?.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
