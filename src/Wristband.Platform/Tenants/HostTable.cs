using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Tenants;

/// <summary>Whose a host name is. Exact lookup of the whole name, remembered for half a minute; nothing splits a name (P-01).</summary>
internal sealed class HostTable(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    /// <summary>Beyond this many hosts, the first look at each asks the database.</summary>
    private const int MostRemembered = 50_000;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // Unknown names are not remembered: a scan would push real hosts out, and a tenant created now must work at once.
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostRemembered, Clock = new CacheClock(time) });

    private int _forgotten;

    public async ValueTask<HostOwner?> FindAsync(string hostName, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(hostName, out HostOwner? known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var found = await Hosts(scope).SingleOrDefaultAsync(h => h.Name == hostName, cancellationToken);
        if (found is not null) Remember(found);
        return found?.Owner;
    }

    /// <summary>Looks at all hosts at once, so that a visitor does not wait longer the more tenants there are.</summary>
    public async Task RememberAllAsync(CancellationToken cancellationToken)
    {
        var forgotten = Volatile.Read(ref _forgotten);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        if (await database.HostNames.CountAsync(cancellationToken) > MostRemembered) return;
        var all = await Hosts(scope).ToListAsync(cancellationToken);
        // A host that changed while this was read would come back as it was.
        if (forgotten == Volatile.Read(ref _forgotten)) all.ForEach(Remember);
    }

    /// <summary>Call after a write that changes what a host shows.</summary>
    public void Forget(string hostName)
    {
        Interlocked.Increment(ref _forgotten);
        _cache.Remove(hostName);
    }

    public void Dispose() => _cache.Dispose();

    private void Remember(FoundHost host) =>
        _cache.Set(host.Name, host.Owner, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });

    private static IQueryable<FoundHost> Hosts(AsyncServiceScope scope)
    {
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        return
            from host in database.HostNames
            join application in database.Applications on host.ApplicationId equals application.Id
            join tenant in database.Tenants on host.TenantId equals tenant.Id into tenants
            from tenant in tenants.DefaultIfEmpty()
            select new FoundHost
            {
                Name = host.Name,
                Owner = new HostOwner(
                    new ApplicationInfo(
                        application.Id, application.Name, application.DisplayName, application.HostName, application.SignupEnabled)
                    {
                        AllowedOrigins = application.AllowedOrigins,
                    },
                    tenant == null
                        ? null
                        : new TenantInfo(
                            tenant.Id, tenant.Name, tenant.DisplayName, tenant.HostName, tenant.BrandColor, tenant.LogoUrl,
                            tenant.SignupEnabled)
                        {
                            CustomDomain = database.HostNames.Where(h => h.TenantId == tenant.Id && h.IsCustomDomain)
                                .Select(h => h.Name).FirstOrDefault(),
                        },
                    tenant != null && tenant.Status == TenantStatus.Inactive),
            };
    }

    private sealed class FoundHost
    {
        public required string Name { get; init; }

        public required HostOwner Owner { get; init; }
    }

    private sealed class CacheClock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}

/// <summary>An application, and the tenant when the host is a tenant's.</summary>
/// <param name="Application">The application.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="IsClosed">The tenant is not active: nothing of it is served.</param>
internal sealed record HostOwner(ApplicationInfo Application, TenantInfo? Tenant, bool IsClosed);
