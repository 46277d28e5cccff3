using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Audit;

/// <summary>Writes audit events with the same transaction as their cause (P-56). Details never hold secrets.</summary>
internal sealed class AuditLog(PlatformDbContext database, TimeProvider time)
{
    /// <summary>Adds an event about the tenant or application of this request, unless a tenant is named; the caller saves.</summary>
    public void Add(HttpContext context, string type, string? userId = null, string? clientId = null, string? detail = null,
        string? tenantId = null)
    {
        var host = context.GetHost();
        database.AuditEvents.Add(new AuditEvent
        {
            At = time.GetUtcNow(),
            ApplicationId = host.RequiredApplication.Id,
            TenantId = tenantId ?? host.Tenant?.Id,
            Type = type,
            UserId = userId,
            ClientId = clientId,
            IpAddress = context.Connection.RemoteIpAddress?.ToString(),
            Detail = detail,
        });
    }
}
