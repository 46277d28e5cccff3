namespace Wristband.Platform.Data;

/// <summary>
/// Whose rows the current unit of work may see and write. The second layer behind explicit tenant keys in queries (P-45):
/// when nobody entered a scope, the tables look empty and refuse writes.
/// </summary>
internal sealed class TenantScope
{
    /// <summary>The one tenant in scope.</summary>
    public string? TenantId { get; private set; }

    /// <summary>The application of that tenant, whose roles the tenant uses.</summary>
    public string? TenantApplicationId { get; private set; }

    /// <summary>Set when all tenants of one application are in scope: discovery, signup, provisioning.</summary>
    public string? ApplicationId { get; private set; }

    /// <summary>Set when what is application-owned is in scope, whoever owns it. What is tenant-owned never is.</summary>
    public bool IsEveryApplication { get; private set; }

    public void EnterTenant(string tenantId, string applicationId) =>
        (TenantId, TenantApplicationId, ApplicationId, IsEveryApplication) = (tenantId, applicationId, null, false);

    public void EnterApplication(string applicationId) =>
        (TenantId, TenantApplicationId, ApplicationId, IsEveryApplication) = (null, null, applicationId, false);

    /// <summary>
    /// For queues that one worker empties for everybody, and what looks at them: mails, notices, audit. Never for people.
    /// </summary>
    public void EnterEveryApplication() =>
        (TenantId, TenantApplicationId, ApplicationId, IsEveryApplication) = (null, null, null, true);

    public bool Covers(ITenantOwned row) => row.TenantId == TenantId || row.ApplicationId == ApplicationId;

    public bool Covers(IApplicationOwned row) =>
        IsEveryApplication || row.ApplicationId == ApplicationId || (row.TenantId is not null && row.TenantId == TenantId);
}
