using Microsoft.Data.Sqlite;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>By SQLite's own online backup: one state of the database, whoever writes meanwhile.</summary>
internal sealed class SqliteBackup(DatabaseFile file, BackupCheck check, TimeProvider time) : DatabaseBackup
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    public override async Task<long> WriteAsync(string path, CancellationToken cancellationToken)
    {
        var source = file.FullName is { } database && File.Exists(database) ? database : throw NoDatabase();
        if (File.Exists(path))
            throw new RefusedStartException($"WB2150: '{path}' exists already. A backup never overwrites anything: name another file.");
        // A reader that may not write cannot take part in the log of a live database.
        var draft = await DraftAsync(source, SqliteOpenMode.ReadWrite, path, "PRAGMA journal_mode = 'delete'", cancellationToken);
        File.Move(draft, path);
        return new FileInfo(path).Length;
    }

    public override async Task<string?> RestoreAsync(string path, bool replace, CancellationToken cancellationToken)
    {
        var database = file.FullName ?? throw NoDatabase();
        await file.ClaimForServerAsync(cancellationToken);
        using var turn = await file.BeginMigrationAsync(cancellationToken);
        await check.EnsureUsableAsync(path, cancellationToken);
        var isThere = Parts.Any(part => File.Exists(database + part));
        if (isThere && !replace)
        {
            throw new RefusedStartException($"WB2152: There is a database already, '{database}'. With --replace it is set aside under "
                + "another name.");
        }
        var draft = await DraftAsync(path, SqliteOpenMode.ReadOnly, database, "PRAGMA journal_mode = 'wal'", cancellationToken);
        var aside = isThere ? $"{database}.replaced-{time.GetUtcNow():yyyyMMddHHmmss}" : null;
        if (aside is not null)
            foreach (var part in Parts.Where(part => File.Exists(database + part))) File.Move(database + part, aside + part);
        File.Move(draft, database);
        return aside;
    }

    // A death in the middle leaves a draft, which the next one throws away.
    private static async Task<string> DraftAsync(
        string from, SqliteOpenMode mode, string to, string journal, CancellationToken cancellationToken)
    {
        var draft = to + ".draft";
        foreach (var part in Parts) File.Delete(draft + part);
        PrivateFile.Write(draft, "");
        await using (var source = await OpenAsync(from, mode, cancellationToken))
        await using (var target = await OpenAsync(draft, SqliteOpenMode.ReadWrite, cancellationToken))
        {
            source.BackupDatabase(target);
            await using var command = target.CreateCommand();
            // One of the two constants above.
#pragma warning disable CA2100
            command.CommandText = journal;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        // Only this overload reaches the disk.
#pragma warning disable CA1849
        await using (var written = new FileStream(draft, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
#pragma warning restore CA1849
        return draft;
    }

    private static async Task<SqliteConnection> OpenAsync(string path, SqliteOpenMode mode, CancellationToken cancellationToken)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static RefusedStartException NoDatabase() => new(
        "WB2154: There is no database file here. Check Platform:DataDirectory or ConnectionStrings:Platform: the command takes its "
        + "settings from where the server takes them.");
}
