using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>Looks at a file before it becomes the database: whole, of a version that is known, and of this master key.</summary>
internal sealed class BackupCheck(IServiceScopeFactory scopes)
{
    public async Task EnsureUsableAsync(string path, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (applied, sealedValue) = await ReadAsync(path, cancellationToken);
        var known = scope.ServiceProvider.GetRequiredService<PlatformDbContext>().Database.GetMigrations();
        if (applied.Except(known).LastOrDefault() is { } foreign)
        {
            throw new RefusedStartException($"WB2153: The backup was made by another version of the platform ({foreign}). Restore it with "
                + "that version or a newer one.");
        }
        var guard = scope.ServiceProvider.GetRequiredService<MasterKeyGuard>();
        var row = sealedValue is null ? null : new MasterKeyCheck { SealedValue = sealedValue, CreatedAt = default, ProbedAt = default };
        if (row is not null && !guard.Opens(row))
        {
            throw new RefusedStartException("WB2155: This is not the master key that the backup was made with. Nothing was changed. Set "
                + "Platform:MasterKeyFile to the key that belongs to it.");
        }
    }

    private static async Task<(IReadOnlyList<string> Applied, byte[]? SealedValue)> ReadAsync(
        string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw Unusable(path, "is not there");
        try
        {
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            await connection.OpenAsync(cancellationToken);
            if (await ListAsync<string>(connection, "PRAGMA integrity_check", cancellationToken) is not ["ok"])
                throw Unusable(path, "is damaged");
            var applied = await ListAsync<string>(
                connection, "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId", cancellationToken);
            var checks = await ListAsync<byte[]>(connection, "SELECT SealedValue FROM MasterKeyChecks", cancellationToken);
            return (applied, checks.SingleOrDefault());
        }
        catch (SqliteException unreadable)
        {
            throw Unusable(path, $"cannot be read as a backup of the platform ({unreadable.Message})");
        }
    }

    private static async Task<List<T>> ListAsync<T>(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        // Every caller passes a constant.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var values = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) values.Add(await reader.GetFieldValueAsync<T>(0, cancellationToken));
        return values;
    }

    private static RefusedStartException Unusable(string path, string what) =>
        new($"WB2151: The backup '{path}' {what}. Nothing was changed. Use another one.");
}
