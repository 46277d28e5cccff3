using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Sqlite;

/// <summary>Registers SQLite as the database engine: one file in the data directory, or what ConnectionStrings:Platform says.</summary>
internal static class SqliteExtensions
{
    public static WebApplicationBuilder AddSqlite(this WebApplicationBuilder builder)
    {
        // Options for everybody: with the default lifetime every request would make its own, and look for the directory again.
        builder.Services.AddDbContext<PlatformDbContext, SqliteDbContext>(
            (provider, options) => options.UseSqlite(ConnectionString(provider))
                .AddInterceptors(provider.GetServices<IInterceptor>())
                // Whoever handles the exception says so, once; these would write a stack for each request that met a full disk.
                .ConfigureWarnings(warnings => warnings.Ignore(
                    RelationalEventId.TransactionError, RelationalEventId.CommandError, CoreEventId.SaveChangesFailed)),
            optionsLifetime: ServiceLifetime.Singleton);
        builder.Services.AddSingleton<WriteLock>();
        builder.Services.AddSingleton<DatabaseStart, SqliteStart>();
        builder.Services.AddSingleton(provider =>
            new DatabaseFile(ConnectionString(provider), provider.GetRequiredService<ILogger<DatabaseFile>>()));
        builder.Services.AddSingleton<BackupCheck>();
        builder.Services.AddSingleton<DatabaseBackup, SqliteBackup>();
        builder.Services.AddSingleton<SqliteTelemetry>();
        builder.Services.AddSingleton<IInterceptor, TemporariesInMemory>();
        builder.Services.AddSingleton<IInterceptor, SqliteCommandTelemetry>();
        builder.Services.AddSingleton<TokenStore, SqliteTokenStore>();
        builder.Services.AddSingleton<DatabaseTrouble, SqliteTrouble>();
        builder.Services.AddHostedService<ChangePolling>();
        builder.Services.AddHealthChecks().AddCheck<DiskHealth>("disk");
        return builder;
    }

    internal static string ConnectionString(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IConfiguration>().GetConnectionString("Platform");
        var settings = new SqliteConnectionStringBuilder(configured ?? "");
        if (string.IsNullOrEmpty(configured))
        {
            var directory = services.GetRequiredService<IOptions<PlatformOptions>>().Value.DataDirectory;
            PrivateFile.CreateDirectory(directory);
            settings.DataSource = Path.Combine(directory, "platform.db");
        }

        // How long a statement waits for another process that has the file locked. Longer than this, people are told to come back.
        if (!settings.ShouldSerialize("Default Timeout")) settings.DefaultTimeout = 1;
        return settings.ToString();
    }
}
