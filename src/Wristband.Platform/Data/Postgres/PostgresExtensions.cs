using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Wristband.Platform.Data.Engines;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Postgres;

/// <summary>Registers PostgreSQL as the database engine: what ConnectionStrings:Platform says.</summary>
internal static class PostgresExtensions
{
    public static WebApplicationBuilder AddPostgres(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PostgresOptions>().BindConfiguration("Platform:Postgres");
        services.AddSingleton<PostgresSource>();
        services.AddSingleton<IInterceptor, StorableText>();
        services.AddSingleton<IInterceptor, ScopedStatements>();
        // Options for everybody: with the default lifetime every request would make its own.
        services.AddDbContext<PlatformDbContext, PostgresDbContext>(
            (provider, options) => options.UseNpgsql(provider.GetRequiredService<PostgresSource>().Pooled)
                .AddInterceptors(provider.GetServices<IInterceptor>())
                // Whoever handles the exception says so, once; these would write a stack for each request while the server is away.
                .ConfigureWarnings(warnings => warnings.Ignore(
                    RelationalEventId.TransactionError, RelationalEventId.CommandError, RelationalEventId.ConnectionError,
                    CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed)),
            optionsLifetime: ServiceLifetime.Singleton);
        services.AddSingleton<DatabaseStart, PostgresStart>();
        services.AddSingleton<DatabaseBackup, PostgresBackup>();
        services.AddSingleton<TokenStore, PostgresTokenStore>();
        services.AddSingleton<DatabaseTrouble, PostgresTrouble>();
        services.AddSingleton<PostgresPermits>();
        services.AddKeyedSingleton<PermitStore>(
            PermitStore.WithoutRedis, (provider, _) => provider.GetRequiredService<PostgresPermits>());
        services.AddHostedService<PermitPruning>();
        services.AddHostedService<ChangeListener>();
        builder.Logging.AddFilter("Npgsql", LogLevel.None);
        return builder;
    }

    /// <summary>The way from another engine to this one.</summary>
    public static WebApplicationBuilder AddMoveToPostgres(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DatabaseMove, MoveToPostgres>();
        return builder;
    }
}
