using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Tenants;

/// <summary>
/// POST /api/v1/custom-domains/validate: whether a host that an SDK found in a query string is a tenant's own domain at this
/// application (P-50). Public, and says nothing about domains of other applications.
/// </summary>
internal sealed record CustomDomainValidation([property: JsonPropertyName("valid")] bool Valid)
{
    private sealed record Question([property: JsonPropertyName("tenantCustomDomain")] string? TenantCustomDomain);

    public static async Task<IResult> AnswerAsync(HttpContext context, PlatformDbContext database, RateLimits limits)
    {
        if (await limits.TakeForNetworkAsync(Limit.CustomDomainPerNetwork, context.GetCaller()) is { } retryAfter)
            return new TooManyAttempts(retryAfter);
        if (await RequestBodies.ReadJsonAsync<Question>(context.Request) is not { TenantCustomDomain: { Length: > 0 } domain })
            return ApiError.BadRequest("Send a JSON object with the field 'tenantCustomDomain'.");
        var applicationId = context.GetHost().RequiredApplication.Id;
        var name = domain.ToLowerInvariant();
        var valid = await (
            from host in database.HostNames
            join tenant in database.Tenants on host.TenantId equals tenant.Id
            where host.Name == name && host.IsCustomDomain && host.ApplicationId == applicationId && tenant.Status == TenantStatus.Active
            select host).AnyAsync(context.RequestAborted);
        return TypedResults.Json(new CustomDomainValidation(valid));
    }
}
