using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;

namespace Wristband.Platform.Security;

/// <summary>Registers what protects: the keys under which secrets are stored, limits, the lockout and headers.</summary>
internal static class SecurityExtensions
{
    public static WebApplicationBuilder AddSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<MasterKey>();
        services.AddScoped<MasterKeyGuard>();
        services.AddHealthChecks().AddCheck<MasterKeyHealth>("master key");
        services.AddDataProtection().SetApplicationName("Wristband.Platform").PersistKeysToDbContext<PlatformDbContext>();
        services.AddOptions<KeyManagementOptions>()
            .Configure<MasterKey>((options, key) => options.XmlEncryptor = new MasterKeyXmlEncryptor(key));
        services.AddSingleton<SealedValues>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, AddressesInLogs>();

        services.AddRateLimits();
        services.AddSingleton<KnownDevice>();
        services.AddScoped<Lockout>();
        return builder;
    }

    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        // What the settings say comes last, and counts as it is.
        services.AddOptions<RateLimitOptions>()
            .Configure<IHostEnvironment>((options, environment) =>
            {
                if (environment.IsDevelopment()) options.RaiseForDevelopment();
            })
            .BindConfiguration("Platform:RateLimits")
            .Validate(RateLimitOptions.AreUsable, RateLimitOptions.Problem).ValidateOnStart();
        services.TryAddKeyedSingleton<PermitStore, ProcessPermits>(PermitStore.WithoutRedis);
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<PermitStore>(PermitStore.WithoutRedis));
        services.AddSingleton<LimitMetrics>();
        return services.AddSingleton<RateLimits>();
    }

    /// <summary>The protective headers, on every answer that comes after this.</summary>
    public static WebApplication UseSecurityHeaders(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        return app;
    }
}
