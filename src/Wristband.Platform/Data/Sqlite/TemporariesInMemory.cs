using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>
/// SQLite writes what a long transaction needs beside the database into a temporary folder, which a read-only root does not have.
/// </summary>
internal sealed class TemporariesInMemory : DbConnectionInterceptor
{
    public const string Statement = "PRAGMA temp_store = 'memory'";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Statement;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Statement;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
