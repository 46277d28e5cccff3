using System.Data.Common;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Engines;

/// <summary>What keeps the rows.</summary>
internal enum DatabaseEngine
{
    /// <summary>A file, for one server.</summary>
    Sqlite,

    /// <summary>For as many servers as one needs.</summary>
    Postgres,
}

/// <summary>Which engine the settings mean.</summary>
internal static class DatabaseEngines
{
    /// <summary>What Platform:Database says; without it, what the connection string looks like: a host is PostgreSQL's.</summary>
    public static DatabaseEngine Of(IConfiguration configuration)
    {
        if (configuration["Platform:Database"] is { Length: > 0 } named)
        {
            return Enum.TryParse<DatabaseEngine>(named, ignoreCase: true, out var engine) && Enum.IsDefined(engine)
                ? engine
                : throw new RefusedStartException($"WB2190: Platform:Database is '{named}'. Use 'Sqlite' or 'Postgres', or leave it away.");
        }
        return HasHost(configuration.GetConnectionString("Platform")) ? DatabaseEngine.Postgres : DatabaseEngine.Sqlite;
    }

    private static bool HasHost(string? connectionString)
    {
        try
        {
            var settings = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return settings.ContainsKey("Host") || settings.ContainsKey("Server");
        }
        catch (ArgumentException unreadable)
        {
            throw new RefusedStartException(
                "WB2191: ConnectionStrings:Platform cannot be read. Write it as 'Data Source=FILE' for SQLite or as "
                + $"'Host=…;Database=…;Username=…;Password=…' for PostgreSQL. {unreadable.GetType().Name}");
        }
    }
}
