using Microsoft.Extensions.Options;
using Npgsql;
using Wristband.Platform.Startup;

namespace Wristband.Platform.Data.Postgres;

/// <summary>The connections to PostgreSQL, with limits on how long anybody waits.</summary>
internal sealed class PostgresSource : IAsyncDisposable
{
    public PostgresSource(IConfiguration configuration, IOptions<PostgresOptions> options, ILoggerFactory loggers)
    {
        var settings = Parse(configuration, "Platform")!;
        if (options.Value.TransactionPooling)
        {
            settings.MaxAutoPrepare = 0;
            settings.NoResetOnClose = true;
        }
        else if (!settings.ShouldSerialize("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 200;
            settings.AutoPrepareMinUsages = 2;
        }
        Pooled = Build("platform", settings, loggers);
        var schema = Parse(configuration, "PlatformSchema");
        Schema = schema is null ? Pooled : Build("schema", schema, loggers);
        RoleToGrant = schema is null || schema.Username == settings.Username ? null : settings.Username;

        var direct = Parse(configuration, "PlatformDirect");
        if (direct is null && options.Value.TransactionPooling) return;
        direct ??= new NpgsqlConnectionStringBuilder(settings.ConnectionString);
        direct.MaxPoolSize = 2;
        direct.MinPoolSize = 0;
        if (!direct.ShouldSerialize("Keepalive")) direct.KeepAlive = 10;
        Direct = Build("direct", direct, loggers);
    }

    /// <summary>For everything that ends with its transaction.</summary>
    public NpgsqlDataSource Pooled { get; }

    /// <summary>For changes of the schema: ConnectionStrings:PlatformSchema, when another role owns the tables.</summary>
    public NpgsqlDataSource Schema { get; }

    /// <summary>Who gets rights on the tables of that other role; null when there is none.</summary>
    public string? RoleToGrant { get; }

    /// <summary>For what lasts as long as a connection: listening. Null when there is only a pooler.</summary>
    public NpgsqlDataSource? Direct { get; }

    public async ValueTask DisposeAsync()
    {
        await Pooled.DisposeAsync();
        if (Schema != Pooled) await Schema.DisposeAsync();
        if (Direct is not null) await Direct.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string name, NpgsqlConnectionStringBuilder settings, ILoggerFactory loggers) =>
        // The name is that of the pool in metrics, which would be the connection string otherwise.
        new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.UseLoggerFactory(loggers).Build();

    private static NpgsqlConnectionStringBuilder? Parse(IConfiguration configuration, string name)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } text)
        {
            return name == "Platform"
                ? throw new RefusedStartException("WB2192: Platform:Database is 'Postgres' and ConnectionStrings:Platform is missing. "
                    + "Write 'Host=…;Database=…;Username=…;Password=…'.")
                : null;
        }
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(text);
            // Nobody waits long: 503 and coming back is better than a page that hangs.
            if (!settings.ShouldSerialize("Timeout")) settings.Timeout = 5;
            if (!settings.ShouldSerialize("Command Timeout")) settings.CommandTimeout = 10;
            if (!settings.ShouldSerialize("Maximum Pool Size")) settings.MaxPoolSize = 50;
            if (settings.ApplicationName is null) settings.ApplicationName = "Wristband.Platform";
            if (settings.Host?.Contains(',', StringComparison.Ordinal) == true)
            {
                // Several hosts are one database that moves: only its primary takes writes, and a new one is found within a second.
                if (settings.TargetSessionAttributes is null) settings.TargetSessionAttributes = "primary";
                if (!settings.ShouldSerialize("Host Recheck Seconds")) settings.HostRecheckSeconds = 1;
            }
            return settings;
        }
        catch (ArgumentException unreadable)
        {
            // Its message may hold a part of what was written, and with it a password.
            throw new RefusedStartException(
                $"WB2193: ConnectionStrings:{name} is not a connection string of PostgreSQL ({unreadable.GetType().Name}). "
                + "Write 'Host=…;Database=…;Username=…;Password=…'.");
        }
    }
}
