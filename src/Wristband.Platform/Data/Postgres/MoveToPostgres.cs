using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Postgres;

/// <summary>Into an empty PostgreSQL: in one transaction, which is committed when both sides have the same rows.</summary>
internal sealed class MoveToPostgres(DatabaseStart start, IServiceScopeFactory scopes) : DatabaseMove
{
    public override async Task<IReadOnlyList<(string Table, long Rows)>> MoveAsync(
        string connectionString, CancellationToken cancellationToken)
    {
        // No server may write here while it is copied, and none of another version's schema is.
        await start.ClaimAsync(cancellationToken);
        await start.MigrateAsync(cancellationToken);
        await using var unit = scopes.CreateAsyncScope();
        var from = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();

        await using var source = Source(connectionString);
        var options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(source).Options;
        await using var to = new PostgresDbContext(options, new TenantScope());
        try
        {
            await PrepareAsync(source, to, cancellationToken);
            await using var transaction = await to.Database.BeginTransactionAsync(cancellationToken);
            var connection = (NpgsqlConnection)to.Database.GetDbConnection();
            await ExecuteAsync(connection, ScopedStatements.EnterEverything, cancellationToken);
            var moved = new List<(string Table, long Rows)>();
            foreach (var table in MovedTable.InOrder(from.Model, to.Model))
            {
                if (await table.CountAsync(connection, cancellationToken) > 0) throw NotEmpty(table.Name);
                var written = await table.CopyAsync(from, connection, cancellationToken);
                var read = await table.ReadAsync(to, cancellationToken);
                if (read != written) throw Differs(table.Name, written.Rows, read.Rows);
                moved.Add((table.Name, written.Rows));
            }
            await transaction.CommitAsync(cancellationToken);
            return moved;
        }
        catch (NpgsqlException failure)
        {
            throw new RefusedStartException(
                $"WB2203: The database moved nowhere; nothing was changed. PostgreSQL said: {failure.GetBaseException().Message}");
        }
    }

    private static NpgsqlDataSource Source(string connectionString)
    {
        try
        {
            return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = 0 });
        }
        catch (ArgumentException)
        {
            throw new RefusedStartException(
                "WB2200: What --to names is not a connection string of PostgreSQL. "
                + "Write 'Host=…;Database=…;Username=…;Password=…'.");
        }
    }

    private static async Task PrepareAsync(NpgsqlDataSource source, PostgresDbContext to, CancellationToken cancellationToken)
    {
        await to.Database.MigrateAsync(cancellationToken);
        await using var owner = await source.OpenConnectionAsync(cancellationToken);
        await PostgresSchema.ApplyAsync(owner, to.Model, role: null, cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // Every caller passes a constant.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static RefusedStartException NotEmpty(string table) => new(
        $"WB2201: The other database is not empty: there are rows in {table}. Nothing was changed. Name a new database.");

    private static RefusedStartException Differs(string table, long written, long read) => new(
        $"WB2202: {table} came out different ({written} rows went in, {read} were read). Nothing was changed there, and this database is "
        + "as it was.");
}
