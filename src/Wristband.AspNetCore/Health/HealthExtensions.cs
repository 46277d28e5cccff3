using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Health;

/// <summary>The health check.</summary>
internal static class HealthExtensions
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<KeyProbe>()
        .AddSingleton<Replicas>()
        .AddSingleton<Readiness>();
}
