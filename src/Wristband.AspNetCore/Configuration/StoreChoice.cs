using Medallion.Threading;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// What the application has to register for what it asked for. Only looked up, not made: a cache may connect when it is made.
/// </summary>
internal sealed class StoreChoice(IServiceProvider services)
{
    public IEnumerable<string> Problems(WristbandOptions options)
    {
        if (!Enum.IsDefined(options.SessionStore))
            yield return "WB1050 SessionStore must be Cookie or DistributedCache.";
        if (options.SessionStore == WristbandSessionStore.DistributedCache && !IsRegistered<IDistributedCache>())
            yield return "WB1051 SessionStore is DistributedCache, but no IDistributedCache is registered. Register one that all replicas "
                + "share, e.g. services.AddStackExchangeRedisCache(...).";
        if (options.DistributedLocks && !IsRegistered<IDistributedLockProvider>())
            yield return "WB1053 DistributedLocks is set, but no IDistributedLockProvider is registered. Register one of the "
                + "DistributedLock "
                + "packages, e.g. new PostgresDistributedSynchronizationProvider(...).";
    }

    private bool IsRegistered<T>() => services.GetService<IServiceProviderIsService>()?.IsService(typeof(T)) != false;
}
