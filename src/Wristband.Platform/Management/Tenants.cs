using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/tenants</summary>
internal static class Tenants
{
    public static void Map(IEndpointRouteBuilder api) => api.MapRead("/tenants/{id}", GetAsync);

    // A person's own tenant; others answer like one that does not exist.
    private static async Task<IResult> GetAsync(string id, HttpContext context, PlatformDbContext database)
    {
        var own = Bearer.Of(context).TenantId;
        var tenant = id == own
            ? await database.Tenants.AsNoTracking().SingleOrDefaultAsync(t => t.Id == own, context.RequestAborted)
            : null;
        if (tenant is null) return ApiError.NotFound("tenant_not_found", $"Tenant [{id}] could not be found");
        var customDomain = await database.HostNames.Where(h => h.TenantId == own && h.IsCustomDomain).Select(h => h.Name)
            .FirstOrDefaultAsync(context.RequestAborted);
        return Selection.Of(context.Request.Query).Answer(Json(tenant, customDomain, context.GetHost().Origin));
    }

    // "domainName" is the older spelling of "name"; clients read either.
    private static JsonObject Json(Tenant tenant, string? customDomain, PublicOrigin origin) => new()
    {
        ["id"] = tenant.Id,
        ["applicationId"] = tenant.ApplicationId,
        ["type"] = "STANDARD",
        ["vanityDomain"] = origin.AuthorityOf(tenant.HostName),
        ["resolvedVanityDomain"] = origin.AuthorityOf(customDomain ?? tenant.HostName),
        ["resolvedVanityDomainSource"] = customDomain is null ? "DEFAULT" : "CUSTOM",
        ["domainName"] = tenant.Name,
        ["name"] = tenant.Name,
        ["displayName"] = tenant.DisplayName,
        ["description"] = null,
        ["logoUrl"] = tenant.LogoUrl,
        ["signupEnabled"] = tenant.SignupEnabled,
        ["allowedSignupEmailDomains"] = new JsonArray(),
        ["discoveryEmailDomains"] = new JsonArray(),
        ["resolvedClassifier"] = "WORKSPACE",
        ["status"] = Wire.Name(tenant.Status),
        ["publicMetadata"] = new JsonObject(),
        ["restrictedMetadata"] = new JsonObject(),
        ["metadata"] = Wire.Metadata(tenant.CreatedAt, tenant.CreatedAt),
    };
}
