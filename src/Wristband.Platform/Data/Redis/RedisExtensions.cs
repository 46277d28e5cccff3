using Wristband.Platform.Security;

namespace Wristband.Platform.Data.Redis;

/// <summary>Registers Redis as the place of the limits' buckets, when ConnectionStrings:Redis names one.</summary>
internal static class RedisExtensions
{
    /// <summary>Call it when all settings are known: what it registers hangs on them.</summary>
    public static WebApplicationBuilder AddRedisPermits(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("Redis") is { Length: > 0 } text) AddRedisPermits(builder.Services, text);
        return builder;
    }

    // A method of its own: the library is not even loaded where nobody asks for it.
    private static void AddRedisPermits(IServiceCollection services, string text)
    {
        var options = RedisSettings.Read(text);
        services.AddSingleton(_ => new RedisSource(options));
        services.AddSingleton<RedisPresence>();
        services.AddSingleton<RedisPermits>();
        services.AddSingleton<PermitStore>(provider => provider.GetRequiredService<RedisPermits>());
        services.AddHostedService<RedisWatch>();
    }
}
