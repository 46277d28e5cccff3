using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/tenants</summary>
internal static class Tenants
{
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/tenants/{id}", GetAsync).RequirePermission("tenant:read");

    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var tenant = await database.TenantsFor(context.GetApiCaller(), "tenant:read").AsNoTracking()
            .SingleOrDefaultAsync(t => t.Id == id, context.RequestAborted);
        if (tenant is null) return Answers.Of(Refusal.Missing("tenant", id));
        var customDomain = await database.HostNames.Where(h => h.TenantId == id && h.IsCustomDomain).Select(h => h.Name)
            .FirstOrDefaultAsync(context.RequestAborted);
        var classifier = await database.Applications.Where(a => a.Id == tenant.ApplicationId).Select(a => a.TenantClassifier)
            .SingleAsync(context.RequestAborted);
        return Selection.Of(context).Answer(TenantResource.Of(tenant, customDomain, classifier, context.GetHost().Origin));
    }
}
