using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Wristband.Platform.Data;
using Wristband.Platform.Data.Postgres;

namespace Wristband.TestSupport.Servers;

/// <summary>Databases on one real PostgreSQL, each a copy of one that was migrated once: a tenth of a second instead of two.</summary>
public static class PlatformDatabases
{
    private const string Template = "platform_template";
    private const string Owner = "platform_owner";
    private const string Role = "platform";
    private static readonly PostgresServer Server = new();
    private static readonly Lazy<Task<string>> Ready = new(PrepareAsync);
    private static readonly SemaphoreSlim OneCopies = new(1, 1);
    private static int _number;

    private static readonly string? Wanted = Environment.GetEnvironmentVariable("PLATFORM_DATABASE");
    private static readonly Lazy<Task<PgBouncer>> Pooler = new(async () => await PgBouncer.StartAsync(await Ready.Value));

    /// <summary>Whether this run tests the platform on PostgreSQL: <c>PLATFORM_DATABASE=postgres</c>.</summary>
    public static bool IsPostgresWanted => Wanted is "postgres" or "pgbouncer";

    /// <summary>Whether it is reached through PgBouncer: <c>PLATFORM_DATABASE=pgbouncer</c>.</summary>
    public static bool IsPoolerWanted => Wanted == "pgbouncer";

    /// <summary>The same database through PgBouncer.</summary>
    public static async Task<string> ThroughPoolerAsync(string connectionString) =>
        (await Pooler.Value).ConnectionStringFor(connectionString);

    /// <summary>Runs SQL on such a database as the role that owns its tables.</summary>
    public static Task AsOwnerAsync(string connectionString, string sql) =>
        ExecuteAsync(new NpgsqlConnectionStringBuilder(connectionString) { Username = Owner, Pooling = false }.ConnectionString, sql);

    /// <summary>The connection string of a new database that has the platform's tables.</summary>
    public static async Task<string> NewAsync()
    {
        var server = await Ready.Value;
        var name = "platform_" + Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture);
        // Two copies at once disturb each other.
        await OneCopies.WaitAsync();
        try
        {
            await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE {Template} OWNER {Owner}");
        }
        finally
        {
            OneCopies.Release();
        }
        return Of(server, name, Role, pooling: true);
    }

    /// <summary>Removes such a database, whoever is still connected.</summary>
    public static async Task DropAsync(string connectionString) => await ExecuteAsync(
        await Ready.Value, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private static async Task<string> PrepareAsync()
    {
        var server = await Server.ConnectionStringAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        // As in production: neither the owner of the tables nor the role of the platform is a superuser, who would see everything.
        await ExecuteAsync(server, $"CREATE ROLE {Owner} LOGIN");
        await ExecuteAsync(server, $"CREATE ROLE {Role} LOGIN");
        await ExecuteAsync(server, $"CREATE DATABASE {Template} OWNER {Owner}");
        await using var owner = new NpgsqlConnection(Of(server, Template, Owner, pooling: false));
        var options = new DbContextOptionsBuilder<PostgresDbContext>().UseNpgsql(owner).Options;
        await using var database = new PostgresDbContext(options, new TenantScope());
        await database.Database.MigrateAsync();
        await owner.OpenAsync();
        await PostgresSchema.ApplyAsync(owner, database.Model, Role, CancellationToken.None);
        return server;
    }

    private static string Of(string server, string name, string role, bool pooling) => new NpgsqlConnectionStringBuilder(server)
    {
        Database = name,
        Username = role,
        Pooling = pooling,
        MaxPoolSize = 20,
    }.ConnectionString;

    private static async Task ExecuteAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
        // Names that this class made up.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
