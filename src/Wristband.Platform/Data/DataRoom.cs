using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data.Sqlite;
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

        services.AddSingleton(provider =>
            new DatabaseFile(ConnectionString(provider), provider.GetRequiredService<ILogger<DatabaseFile>>()));
        services.AddSingleton<MasterKey>();
        services.AddScoped<MasterKeyGuard>();
        services.AddDataProtection().SetApplicationName("Wristband.Platform").PersistKeysToDbContext<PlatformDbContext>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<MasterKey>((options, key) => options.XmlEncryptor = new MasterKeyXmlEncryptor(key));

        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<MasterKeyHealth>("master key");
        return builder;
    }

    /// <summary>Makes this process the only server of the database, as long as it runs.</summary>
    public static Task ClaimDatabaseAsync(this IServiceProvider services, CancellationToken cancellationToken = default) =>
        services.GetRequiredService<DatabaseFile>().ClaimForServerAsync(cancellationToken);

    /// <summary>Brings the schema up to date; runs before anything reads the database. Refuses before it has written anything.</summary>
    public static async Task MigrateAsync(this IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var file = services.GetRequiredService<DatabaseFile>();
        using var turn = await file.BeginMigrationAsync(cancellationToken);
        file.EnsureUsable();
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>().Database;
        var applied = (await database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        var foreign = applied.Except(database.GetMigrations()).ToList();
        if (foreign.Count > 0)
        {
            throw new RefusedStartException($"WB2009: The database was made by another version of the platform ({foreign[^1]}). "
                + "Start that version or a newer one. A development database can be thrown away with 'make clean'.");
        }
        var guard = scope.ServiceProvider.GetRequiredService<MasterKeyGuard>();
        if (!await guard.FitsAsync(applied, cancellationToken))
        {
            throw new RefusedStartException("WB2017: This is not the master key that the database was made with. Nothing was changed. Set "
                + "Platform:MasterKeyFile to the key that belongs to this database, or to the backup that it came from.");
        }

        // The framework's own lock is a row, which outlives whoever was killed and then stops every later start. Ours does not.
        await database.ExecuteSqlAsync($"DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken);
        await database.MigrateAsync(cancellationToken);
        await guard.RememberAsync(cancellationToken);
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
