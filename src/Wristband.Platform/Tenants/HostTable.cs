using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Tenants;

/// <summary>
/// Whose a host name is. Exact lookup of the whole name, remembered for half a minute or until somebody changes it; nothing splits a
/// name (P-01).
/// </summary>
internal sealed class HostTable(IServiceScopeFactory scopes, CacheMetrics metrics, TimeProvider time) : IRowCache, IDisposable
{
    private const string Everything = "*";

    /// <summary>Beyond this many hosts, the first look at each asks the database.</summary>
    private const int MostRemembered = 50_000;

    // Unknown names are not remembered: a scan would push real hosts out, and a tenant created now must work at once.
    private readonly RowCache<HostOwner> _cache = new(time, MostRemembered, TimeSpan.FromSeconds(30));

    public string Name => "hosts";

    public async ValueTask<HostOwner?> FindAsync(string hostName, CancellationToken cancellationToken)
    {
        var isKnown = _cache.TryGet(hostName, out var known);
        metrics.Asked(Name, isKnown);
        if (isKnown) return known;
        var version = _cache.Version;
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var found = await Hosts(scope).SingleOrDefaultAsync(h => h.Name == hostName, cancellationToken);
            if (found is not null) _cache.Remember(found.Name, found.Owner, version);
            return found?.Owner;
        }
        // Keys and discovery are read by everybody who checks a token, and do not need the database (D-11).
        catch (DatabaseUnavailableException) when (_cache.TryGetLast(hostName, out var last))
        {
            return last;
        }
    }

    /// <summary>Looks at all hosts at once, so that a visitor does not wait longer the more tenants there are.</summary>
    public async Task RememberAllAsync(CancellationToken cancellationToken)
    {
        var version = _cache.Version;
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        if (await database.HostNames.CountAsync(cancellationToken) > MostRemembered) return;
        foreach (var host in await Hosts(scope).ToListAsync(cancellationToken)) _cache.Remember(host.Name, host.Owner, version);
    }

    /// <summary>A tenant's own domain shows the tenant, too, and every host of an application shows the application.</summary>
    public string? KeyOf(object row) => row switch
    {
        HostName host => host.Name,
        Tenant tenant => tenant.HostName,
        Application => Everything,
        _ => null,
    };

    public void Forget(string key)
    {
        var customDomain = _cache.TryGet(key, out var owner) ? owner.Tenant?.CustomDomain : null;
        if (key == Everything) _cache.ForgetAll();
        else _cache.Forget(key);
        if (customDomain is not null) _cache.Forget(customDomain);
    }

    public void Doubt() => _cache.Doubt();

    public void Dispose() => _cache.Dispose();

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
                        LogoUrl = application.LogoUrl,
                        IsForDevelopment = application.EnvironmentType == EnvironmentType.Development,
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
}

/// <summary>An application, and the tenant when the host is a tenant's.</summary>
/// <param name="Application">The application.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="IsClosed">The tenant is not active: nothing of it is served.</param>
internal sealed record HostOwner(ApplicationInfo Application, TenantInfo? Tenant, bool IsClosed);
