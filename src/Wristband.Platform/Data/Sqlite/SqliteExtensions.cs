using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
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
        builder.Services.AddDbContext<PlatformDbContext>(
            (provider, options) => options.UseSqlite(ConnectionString(provider)), optionsLifetime: ServiceLifetime.Singleton);
        builder.Services.AddSingleton(provider =>
            new DatabaseFile(ConnectionString(provider), provider.GetRequiredService<ILogger<DatabaseFile>>()));
        builder.Services.AddSingleton<TokenStore, SqliteTokenStore>();
        return builder;
    }

    internal static string ConnectionString(IServiceProvider services)
    {
        var configured = services.GetRequiredService<IConfiguration>().GetConnectionString("Platform");
        if (configured is not null) return configured;
        var directory = services.GetRequiredService<IOptions<PlatformOptions>>().Value.DataDirectory;
        PrivateFile.CreateDirectory(directory);
        return new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "platform.db") }.ToString();
    }
}
