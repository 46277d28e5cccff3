using Microsoft.Data.Sqlite;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// What SQLite has besides the tables of the migrations: a number for each cache, and triggers that count it up with every change of a row
/// that it remembers, whichever process makes it.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>The numbers.</summary>
    public const string Numbers = "SELECT cache, number FROM wristband_changes";

    private static readonly string[] Events = ["insert", "update", "delete"];

    /// <summary>Makes what is missing; a migration that makes a table anew drops its triggers.</summary>
    public static async Task ApplyAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        if (IsThere(connection)) return;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using (var script = new SqliteStatement(connection, Script(), parameters: 0)) script.Execute();
        await transaction.CommitAsync(cancellationToken);
    }

    private static bool IsThere(SqliteConnection connection)
    {
        using var count = new SqliteStatement(
            connection, "SELECT count(*) FROM sqlite_master WHERE type IN ('table', 'trigger') AND name LIKE 'wristband_change%'", 0);
        using var row = count.Query();
        return row.Read() && row.GetInt32(0) == 1 + (RememberedTables.All.Count * Events.Length);
    }

    private static string Script()
    {
        var caches = RememberedTables.All.Values.SelectMany(names => names).Distinct();
        var triggers =
            from table in RememberedTables.All
            from change in Events
            select $"""
                CREATE TRIGGER IF NOT EXISTS "wristband_changed_{table.Key}_{change}" AFTER {change} ON "{table.Key}" BEGIN
                    UPDATE wristband_changes SET number = number + 1 WHERE cache IN ({string.Join(", ", table.Value.Select(Quoted))});
                END;

                """;
        return $"""
            CREATE TABLE IF NOT EXISTS wristband_changes (cache TEXT NOT NULL PRIMARY KEY, number INTEGER NOT NULL);
            INSERT OR IGNORE INTO wristband_changes VALUES {string.Join(", ", caches.Select(cache => $"({Quoted(cache)}, 0)"))};
            {string.Concat(triggers)}
            """;
    }

    private static string Quoted(string cache) => $"'{cache}'";
}
