using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>Which tenant a request is for, and where it lives.</summary>
internal static class TenancyExtensions
{
    public static IServiceCollection AddTenancy(this IServiceCollection services) => services
        .AddSingleton<SettingsSource>()
        .AddSingleton<CustomDomains>()
        .AddSingleton<LastTenant>()
        .AddSingleton<TenantResolution>()
        .AddSingleton<TenantUrls>()
        .AddSingleton<ReturnUrls>();
}
