using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management;

/// <summary>Tenants as one caller sees them: with the host that counts, and without what the caller may not see.</summary>
internal sealed class TenantView(PlatformDbContext database)
{
    public async Task<TenantResource> OfAsync(Caller caller, Tenant tenant, CancellationToken cancellationToken) =>
        (await OfAsync(caller, [tenant], cancellationToken))[0];

    public async Task<IReadOnlyList<TenantResource>> OfAsync(
        Caller caller, IReadOnlyList<Tenant> tenants, CancellationToken cancellationToken)
    {
        var (applicationId, ids) = (caller.Application.Id, tenants.Select(t => t.Id).ToList());
        var classifier = await database.Applications.Where(a => a.Id == applicationId).Select(a => a.TenantClassifier)
            .SingleAsync(cancellationToken);
        var domains = (await database.HostNames.AsNoTracking()
            .Where(h => h.IsCustomDomain && h.TenantId != null && ids.Contains(h.TenantId)).ToListAsync(cancellationToken))
            .ToLookup(h => h.TenantId, h => h.Name);
        return [.. tenants.Select(tenant =>
        {
            var shown = TenantResource.Of(tenant, domains[tenant.Id].FirstOrDefault(), classifier, caller.Host.Origin);
            return caller.ReachesTenant("tenant:manage-restricted-metadata", tenant.Id) ? shown : shown with { RestrictedMetadata = [] };
        })];
    }
}
