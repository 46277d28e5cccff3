using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Audit;

/// <summary>Writes audit events with the same transaction as their cause (P-56). Details never hold secrets.</summary>
internal sealed class AuditLog(PlatformDbContext database, TimeProvider time)
{
    /// <summary>Adds an event about the tenant or application of the caller, unless a tenant is named; the caller saves.</summary>
    public void Add(Caller caller, string type, string? userId = null, string? clientId = null, string? detail = null,
        string? tenantId = null)
    {
        database.AuditEvents.Add(new AuditEvent
        {
            At = time.GetUtcNow(),
            ApplicationId = caller.Application.Id,
            TenantId = tenantId ?? caller.Host.Tenant?.Id,
            Type = type,
            UserId = userId,
            ClientId = clientId,
            IpAddress = caller.Address?.ToString(),
            Detail = detail,
        });
    }
}
