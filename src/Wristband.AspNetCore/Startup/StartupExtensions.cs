using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Wristband.AspNetCore.Startup;

/// <summary>The look at the finished application; one for all configurations.</summary>
internal static class StartupExtensions
{
    public static IServiceCollection AddStartupAudit(this IServiceCollection services)
    {
        services.AddRouting();
        services.TryAddSingleton<Mappings>();
        services.TryAddSingleton<EndpointAudit>();
        services.TryAddSingleton<HostAudit>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, StartupAudit>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RedirectUriCheck>());
        return services;
    }
}
