using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Engines;

/// <summary>What happens to the database before anything else of this process reads it. Each engine adds what it needs.</summary>
internal abstract class DatabaseStart(IServiceScopeFactory scopes)
{
    /// <summary>Makes sure that this process may serve the database, as long as it runs.</summary>
    public abstract Task ClaimAsync(CancellationToken cancellationToken);

    /// <summary>Brings the schema up to date; runs before anything reads the database. Refuses before it has written anything.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var turn = await BeginAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var database = context.Database;
        var applied = (await database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var foreign = applied.Except(database.GetMigrations()).ToList();
        if (foreign.Count > 0)
        {
            throw new RefusedStartException($"WB2009: The database was made by another version of the platform ({foreign[^1]}). "
                + "Start that version or a newer one. A development database can be thrown away with 'make clean'.");
        }
        var guard = scope.ServiceProvider.GetRequiredService<MasterKeyGuard>();
        if (!await guard.FitsAsync(applied, cancellationToken))
        {
            throw new RefusedStartException("WB2017: This is not the master key that the database was made with. Nothing was changed. Set "
                + "Platform:MasterKeyFile to the key that belongs to this database, or to the backup that it came from.");
        }

        // The framework would compare the whole model with its snapshot first, which takes longer than all else that a start does here.
        if (database.GetMigrations().Except(applied).Any()) await ApplyAsync(context, cancellationToken);
        await CompleteAsync(context, cancellationToken);
        await guard.RememberAsync(cancellationToken);
    }

    /// <summary>Keeps everybody else who changes the schema out until the result is disposed, and refuses what is no database.</summary>
    protected abstract Task<IAsyncDisposable> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Applies the migrations that are missing.</summary>
    protected abstract Task ApplyAsync(PlatformDbContext database, CancellationToken cancellationToken);

    /// <summary>What the engine has besides tables.</summary>
    protected virtual Task CompleteAsync(PlatformDbContext database, CancellationToken cancellationToken) => Task.CompletedTask;
}
