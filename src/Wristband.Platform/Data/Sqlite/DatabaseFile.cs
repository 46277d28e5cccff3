using System.Text;
using Microsoft.Data.Sqlite;
using Wristband.Platform.Security;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// The file that holds the database, and the two locks beside it: one that a server has as long as it runs, and one that whoever
/// changes the schema has while that takes. Commands need only the second, so they can open the file beside a server.
/// </summary>
internal sealed partial class DatabaseFile : IDisposable
{
    // The first bytes of every SQLite database.
    private const string Magic = "SQLite format 3\0";

    // A server that was just killed or told to stop may need a moment to be gone.
    private static readonly TimeSpan ServerPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    // Less is not enough for the log of one busy minute.
    private const long LeastFreeBytes = 1024 * 1024;
    private readonly ILogger<DatabaseFile> _logger;
    private FileLock? _server;

    public DatabaseFile(string connectionString, ILogger<DatabaseFile> logger)
    {
        _logger = logger;
        var settings = new SqliteConnectionStringBuilder(connectionString);
        var isFile = settings.Mode != SqliteOpenMode.Memory && settings.DataSource is not ("" or ":memory:");
        FullName = isFile ? Path.GetFullPath(settings.DataSource) : null;
    }

    /// <summary>Null for a database in memory.</summary>
    public string? FullName { get; }

    /// <summary>Makes this process the one server of the file, until it ends.</summary>
    public async Task ClaimForServerAsync(CancellationToken cancellationToken)
    {
        if (FullName is null || _server is not null) return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ServerPatience);
        try
        {
            _server = await TakeAsync(FullName + ".server", () => Log.WaitsForServer(_logger, FullName), patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RefusedStartException(
                $"WB2018: Another platform already serves the database '{FullName}'. SQLite is for one server: stop the "
                + "other one, or give this one a Platform:DataDirectory of its own.");
        }
    }

    /// <summary>Waits until nobody else changes the schema, and keeps others out until the result is disposed.</summary>
    public async Task<IDisposable?> BeginMigrationAsync(CancellationToken cancellationToken) =>
        FullName is null
            ? null
            : await TakeAsync(FullName + ".migration", () => Log.WaitsForMigration(_logger, FullName), cancellationToken);

    /// <summary>Refuses a file that is no database. A missing one is created: whole, or not at all when the process dies.</summary>
    public void EnsureUsable()
    {
        if (FullName is null) return;
        if (!File.Exists(FullName))
        {
            if (File.Exists(FullName + "-wal")) throw Unusable("is gone, but its log is still there ('-wal')");
            Create(FullName);
            return;
        }
        using var file = new FileStream(FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        if (file.Length == 0) throw Unusable("is empty");
        Span<byte> start = stackalloc byte[Magic.Length];
        file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (Encoding.ASCII.GetString(start) != Magic) throw Unusable("is not a SQLite database");
    }

    /// <summary>Whether the disk has room for more than a few writes.</summary>
    public bool HasRoom() => FullName is null || new DriveInfo(Path.GetDirectoryName(FullName)!).AvailableFreeSpace >= LeastFreeBytes;

    public void Dispose() => _server?.Dispose();

    // A death in the middle leaves a draft, which the next start throws away; a file under its own name is never half made.
    private static void Create(string path)
    {
        PrivateFile.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        foreach (var ending in (string[])["", "-wal", "-shm", "-journal"]) File.Delete(draft + ending);
        var settings = new SqliteConnectionStringBuilder { DataSource = draft, Pooling = false };
        using (var connection = new SqliteConnection(settings.ToString()))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = 'wal'";
            command.ExecuteNonQuery();
        }
        File.Move(draft, path);
    }

    private static async Task<FileLock> TakeAsync(string path, Action sayThatWeWait, CancellationToken cancellationToken)
    {
        PrivateFile.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var isFirst = true; ; isFirst = false)
        {
            var taken = FileLock.TryTake(path);
            if (taken is not null) return taken;
            if (isFirst) sayThatWeWait();
            // Another process has it: its time is the machine's, whatever clock this one runs on.
            await Task.Delay(Step, TimeProvider.System, cancellationToken);
        }
    }

    private RefusedStartException Unusable(string what) => new(
        $"WB2019: The database file '{FullName}' {what}. Restore a backup ('restore --from FILE'); only if there is nothing to lose, "
        + "remove what is left of it and start again with a new one.");

    private static partial class Log
    {
        [LoggerMessage(
            2022, LogLevel.Warning, "WB2022: Waiting for another process that changes the schema of {Path}",
            EventName = "WaitsForMigration")]
        public static partial void WaitsForMigration(ILogger logger, string path);

        [LoggerMessage(
            2023, LogLevel.Warning, "WB2023: Waiting for another platform that still serves {Path}", EventName = "WaitsForServer")]
        public static partial void WaitsForServer(ILogger logger, string path);
    }
}
