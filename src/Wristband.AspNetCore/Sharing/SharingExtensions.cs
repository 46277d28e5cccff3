using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Sharing;

/// <summary>What replicas share.</summary>
internal static class SharingExtensions
{
    public static IServiceCollection AddSharing(this IServiceCollection services) => services
        .AddSingleton<SharedCacheSource>()
        .AddSingleton<SharedCacheOutages>()
        .AddSingleton<SharedCache>()
        .AddSingleton<SharedLock>();
}
