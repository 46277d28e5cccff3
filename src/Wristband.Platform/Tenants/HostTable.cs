using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Wristband.Platform.Data;
using Wristband.Platform.Web;

namespace Wristband.Platform.Tenants;

/// <summary>Who a host name belongs to. Exact lookup of the whole name, remembered for half a minute; nothing splits a name (P-01).</summary>
internal sealed class HostTable(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    // Unknown names are not remembered: a scan would push real hosts out, and a tenant created now must work at once.
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = 50_000, Clock = new CacheClock(time) });

    public async ValueTask<HostOwner?> FindAsync(string hostName, CancellationToken cancellationToken)
    {
        if (_cache.TryGetValue(hostName, out HostOwner? known)) return known;
        var owner = await LoadAsync(hostName, cancellationToken);
        if (owner is not null) _cache.Set(hostName, owner, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remembered });
        return owner;
    }

    /// <summary>Call after a write that changes what a host shows.</summary>
    public void Forget(string hostName) => _cache.Remove(hostName);

    public void Dispose() => _cache.Dispose();

    private async Task<HostOwner?> LoadAsync(string hostName, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        return await (
            from host in database.HostNames
            join application in database.Applications on host.ApplicationId equals application.Id
            join tenant in database.Tenants on host.TenantId equals tenant.Id into tenants
            from tenant in tenants.DefaultIfEmpty()
            where host.Name == hostName && (tenant == null || tenant.Status != TenantStatus.Inactive)
            select new HostOwner(
                new ApplicationInfo(application.Id, application.Name, application.DisplayName, application.HostName, application.SignupEnabled),
                tenant == null
                    ? null
                    : new TenantInfo(tenant.Id, tenant.Name, tenant.DisplayName, tenant.HostName, tenant.BrandColor, tenant.LogoUrl, tenant.SignupEnabled)
                    {
                        CustomDomain = database.HostNames.Where(h => h.TenantId == tenant.Id && h.IsCustomDomain).Select(h => h.Name).FirstOrDefault(),
                    }))
            .SingleOrDefaultAsync(cancellationToken);
    }

    private sealed class CacheClock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}

/// <summary>An application, and the tenant when the host is a tenant's.</summary>
internal sealed record HostOwner(ApplicationInfo Application, TenantInfo? Tenant);
