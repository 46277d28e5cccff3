namespace Wristband.Platform.Data;

/// <summary>
/// Whose rows the current unit of work may see and write. The second layer behind explicit tenant keys in queries (P-45):
/// when nobody entered a scope, tenant-owned tables look empty and refuse writes.
/// </summary>
internal sealed class TenantScope
{
    /// <summary>The one tenant in scope.</summary>
    public string? TenantId { get; private set; }

    /// <summary>Set when all tenants of one application are in scope: discovery, signup, provisioning.</summary>
    public string? ApplicationId { get; private set; }

    public void EnterTenant(string tenantId) => (TenantId, ApplicationId) = (tenantId, null);

    public void EnterApplication(string applicationId) => (TenantId, ApplicationId) = (null, applicationId);

    public bool Covers(string tenantId, string applicationId) => tenantId == TenantId || applicationId == ApplicationId;
}
