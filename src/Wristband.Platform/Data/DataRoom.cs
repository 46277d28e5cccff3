using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Web;

namespace Wristband.Platform.Data;

/// <summary>Registers the database and the keys that protect what is stored in it.</summary>
internal static class DataRoom
{
    public static WebApplicationBuilder AddData(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<WriteGate>();
        services.AddScoped<TenantScope>();
        // Options for everybody: with the default lifetime every request would make its own, and look for the directory again.
        services.AddDbContext<PlatformDbContext>(
            (provider, options) => options.UseSqlite(ConnectionString(provider)), optionsLifetime: ServiceLifetime.Singleton);

        services.AddSingleton<MasterKey>();
        services.AddDataProtection().SetApplicationName("Wristband.Platform").PersistKeysToDbContext<PlatformDbContext>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<MasterKey>((options, key) => options.XmlEncryptor = new MasterKeyXmlEncryptor(key));

        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }

    /// <summary>Brings the schema up to date; runs before anything reads the database.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        var foreign = (await database.GetAppliedMigrationsAsync(cancellationToken)).Except(database.GetMigrations()).ToList();
        if (foreign.Count > 0)
        {
            throw new InvalidOperationException($"WB2009: The database was made by another version of the platform ({foreign[^1]}). "
                + "Start that version or a newer one. A development database can be thrown away with 'make clean'.");
        }
        await database.MigrateAsync(cancellationToken);
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
