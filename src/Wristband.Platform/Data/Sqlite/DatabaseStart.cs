using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>What happens to the database before anything else of this process reads it.</summary>
internal static class DatabaseStart
{
    /// <summary>Makes this process the only server of the database, as long as it runs.</summary>
    public static Task ClaimDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<DatabaseFile>().ClaimForServerAsync(cancellationToken);

    /// <summary>Brings the schema up to date; runs before anything reads the database. Refuses before it has written anything.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var file = services.GetRequiredService<DatabaseFile>();
        using var turn = await file.BeginMigrationAsync(cancellationToken);
        file.EnsureUsable();
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
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
        if (database.GetMigrations().Except(applied).Any()) await MigrateAsync(database, cancellationToken);
        await guard.RememberAsync(cancellationToken);
    }

    private static async Task MigrateAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        // The framework's own lock is a row, which outlives whoever was killed and then stops every later start. Ours does not.
        database.SetCommandTimeout(TimeSpan.FromSeconds(60));
        await database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await database.MigrateAsync(cancellationToken);
    }
}
