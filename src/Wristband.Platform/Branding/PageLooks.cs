using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Branding;

/// <summary>How the pages of a host look.</summary>
/// <param name="Style">What tenant and application chose, put together; null when neither chose anything.</param>
/// <param name="Version">Differs whenever the style does, so that browsers may keep a stylesheet; null where there is none.</param>
/// <param name="LogoUrl">The logo, if there is any.</param>
internal sealed record PageLook(PageStyle? Style, string? Version, string? LogoUrl);

/// <summary>
/// Every page needs its look; rows are remembered for half a minute, or until somebody changes them. A tenant's look goes before its
/// application's, field by field.
/// </summary>
internal sealed class PageLooks(IServiceScopeFactory scopes, CacheMetrics metrics, TimeProvider time) : IRowCache, IDisposable
{
    private const int MostRemembered = 10_000;
    private static readonly Known Nothing = new(Style: null, Version: 0);
    private readonly RowCache<Known> _cache = new(time, MostRemembered, TimeSpan.FromSeconds(30));

    public string Name => "looks";

    public async ValueTask<PageLook> FindAsync(HostContext? host, CancellationToken cancellationToken)
    {
        if (host?.Application is not { } application) return new PageLook(Style: null, Version: null, LogoUrl: null);
        var ofApplication = await KnownAsync(application.Id, tenantId: null, cancellationToken);
        var ofTenant = host.Tenant is { } tenant ? await KnownAsync(application.Id, tenant.Id, cancellationToken) : Nothing;
        var color = BrandColor.TryParse(host.Tenant?.BrandColor, out var brand, out _) ? brand.Light : null;
        var own = ofTenant.Style;
        if (color is not null && own?.PrimaryButtonBackgroundColor is null)
            own = (own ?? new PageStyle()) with { PrimaryButtonBackgroundColor = color };
        var style = own is null && ofApplication.Style is null ? null : StyleFields<PageStyle>.Merge(own, ofApplication.Style);
        return new PageLook(
            style,
            host.Tenant?.BrandColor is null && style is null
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{color?[1..]}.{ofTenant.Version}.{ofApplication.Version}"),
            ofTenant.Style?.LogoUrl ?? host.Tenant?.LogoUrl ?? ofApplication.Style?.LogoUrl ?? application.LogoUrl);
    }

    public string? KeyOf(object row) => row is PageBranding branding ? branding.TenantId ?? branding.ApplicationId : null;

    public void Forget(string key) => _cache.Forget(key);

    public void Doubt() => _cache.Doubt();

    public void Dispose() => _cache.Dispose();

    private async ValueTask<Known> KnownAsync(string applicationId, string? tenantId, CancellationToken cancellationToken)
    {
        var key = tenantId ?? applicationId;
        var isKnown = _cache.TryGet(key, out var known);
        metrics.Asked(Name, isKnown);
        if (isKnown) return known!;
        var version = _cache.Version;
        try
        {
            known = await LoadAsync(applicationId, tenantId, cancellationToken);
            _cache.Remember(key, known, version);
            return known;
        }
        // A page that says so must not fail because the database is away.
        catch (DatabaseUnavailableException)
        {
            return _cache.TryGetLast(key, out var last) ? last : Nothing;
        }
    }

    private async Task<Known> LoadAsync(string applicationId, string? tenantId, CancellationToken cancellationToken)
    {
        await using var unit = scopes.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(applicationId);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var row = await database.PageBrandings.AsNoTracking()
            .SingleOrDefaultAsync(b => b.ApplicationId == applicationId && b.TenantId == tenantId, cancellationToken);
        return row is null ? Nothing : new Known(StyleFields<PageStyle>.Read(row.Style), row.Version);
    }

    private sealed record Known(PageStyle? Style, long Version);
}
