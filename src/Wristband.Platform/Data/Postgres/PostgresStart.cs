using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Postgres;

/// <summary>Many servers for one database; one of them at a time changes its schema, by a lock that dies with its connection.</summary>
internal sealed class PostgresStart(PostgresSource source, IServiceScopeFactory scopes, ILogger<DatabaseStart> logger)
    : DatabaseStart(scopes, logger)
{
    // "wristband" in ASCII, cut to eight bytes; the same in every version.
    private const long SchemaLock = 0x7772697374626e64;
    private const int OldestVersion = 15;
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    public override Task ClaimAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task<IAsyncDisposable> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken);
        try
        {
            if (connection.PostgreSqlVersion.Major < OldestVersion)
            {
                throw new RefusedStartException(
                    $"WB2194: This is PostgreSQL {connection.PostgreSqlVersion}. The platform needs {OldestVersion} or newer.");
            }
            // Held by a transaction that does nothing else: a pooler gives the connection to nobody until that ends.
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection, transaction);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = SchemaLock });
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override async Task ApplyAsync(PlatformDbContext database, CancellationToken cancellationToken)
    {
        // Under the role that owns the schema, which may be another one than that of the server.
        var options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(source.Schema).Options;
        await using var owner = new PostgresDbContext(options, new TenantScope());
        owner.Database.SetCommandTimeout(LongestMigration);
        await owner.Database.MigrateAsync(cancellationToken);
    }

    protected override async Task CompleteAsync(PlatformDbContext database, CancellationToken cancellationToken)
    {
        await using var owner = await source.Schema.OpenConnectionAsync(cancellationToken);
        try
        {
            await PostgresSchema.ApplyAsync(owner, database.Model, source.RoleToGrant, cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new RefusedStartException(
                $"WB2205: The schema has to be changed, and the role may not ({refused.MessageText}). Name one that owns the tables in "
                + "ConnectionStrings:PlatformSchema.");
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await source.Pooled.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException away)
        {
            throw new RefusedStartException(
                $"WB2195: The database of ConnectionStrings:Platform cannot be reached ({away.GetBaseException().Message}). Check host, "
                + "name and password, and that the server runs.");
        }
    }
}
