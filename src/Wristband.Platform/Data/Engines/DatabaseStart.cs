using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Engines;

/// <summary>What happens to the database before anything else of this process reads it. Each engine adds what it needs.</summary>
internal abstract partial class DatabaseStart(IServiceScopeFactory scopes, ILogger<DatabaseStart> logger)
{
    /// <summary>Makes sure that this process may serve the database, as long as it runs.</summary>
    public abstract Task ClaimAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Brings the schema up to date; runs before anything reads the database. Refuses before it has written anything. What a later version
    /// made of the schema stays as it is.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var turn = await BeginAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var database = context.Database;
        var applied = (await database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var known = database.GetMigrations().ToList();
        if (LaterMigrations.Unbearable(applied, known) is { } unbearable) throw Foreign(unbearable);
        var guard = scope.ServiceProvider.GetRequiredService<MasterKeyGuard>();
        if (!await guard.FitsAsync(applied, cancellationToken))
        {
            throw new RefusedStartException("WB2017: This is not the master key that the database was made with. Nothing was changed. Set "
                + "Platform:MasterKeyFile to the key that belongs to this database, or to the backup that it came from.");
        }

        if (LaterMigrations.Of(applied, known) is [.., var later])
        {
            Log.ServesBesideLater(logger, later);
            return;
        }

        // The framework would compare the whole model with its snapshot first, which takes longer than all else that a start does here.
        if (known.Except(applied).Any()) await ApplyAsync(context, cancellationToken);
        await CompleteAsync(context, cancellationToken);
        await guard.RememberAsync(cancellationToken);
    }

    /// <summary>Refuses a database that a later version changed: whoever takes it elsewhere must leave nothing behind.</summary>
    public async Task EnsureOwnAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        var applied = await database.GetAppliedMigrationsAsync(cancellationToken);
        if (LaterMigrations.Of(applied, database.GetMigrations()) is [.., var later]) throw Foreign(later);
    }

    /// <summary>Keeps everybody else who changes the schema out until the result is disposed, and refuses what is no database.</summary>
    protected abstract Task<IAsyncDisposable> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Applies the migrations that are missing.</summary>
    protected abstract Task ApplyAsync(PlatformDbContext database, CancellationToken cancellationToken);

    /// <summary>What the engine has besides tables.</summary>
    protected virtual Task CompleteAsync(PlatformDbContext database, CancellationToken cancellationToken) => Task.CompletedTask;

    private static RefusedStartException Foreign(string migration) => new(
        $"WB2009: The database was made by another version of the platform ({migration}). Start that version or a newer one. A "
        + "development database can be thrown away with 'make clean'.");

    private static partial class Log
    {
        [LoggerMessage(
            2206, LogLevel.Warning,
            "WB2206: A later version of the platform has changed the database ({Migration}). This one serves beside it and leaves the "
            + "schema as it is.", EventName = "ServesBesideLaterVersion")]
        public static partial void ServesBesideLater(ILogger logger, string migration);
    }
}
