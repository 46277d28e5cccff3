using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.Tenants;

/// <summary>
/// Changes a tenant. One that is closed ends for everybody in it at once (P-42), and its host says so; opened again, its people sign in
/// anew.
/// </summary>
internal sealed class UpdateTenant(
    PlatformDbContext database, TenantFields fields, SessionEnd sessions, AuditLog audit, TimeProvider time)
{
    private const string Permission = "tenant:update";

    public async Task<Outcome<Tenant>> RunAsync(
        Caller caller, string id, TenantChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync($"tenants of {caller.Application.Id}", cancellationToken);
        var found = await database.FindTenantAsync(caller, Permission, id, cancellationToken);
        if (found.Result is not { } tenant) return found;
        if (!expected.Allows(tenant.Version)) return Refusal.Changed;
        if (!TenantFields.MayChange(caller, Permission, tenant, changes)) return Refusal.Forbidden;

        var (before, status, violations) = (TenantAudit.Fields(tenant), tenant.Status, new Violations());
        await fields.SetAsync(tenant, changes, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;
        if (!database.ChangeTracker.HasChanges()) return tenant;
        tenant.UpdatedAt = time.GetUtcNow();
        tenant.Version++;
        audit.Changed(caller, "tenant.updated", TenantAudit.Subject(tenant), before, TenantAudit.Fields(tenant));
        await database.SaveChangesAsync(cancellationToken);
        var isClosed = tenant.Status == TenantStatus.Inactive && status != TenantStatus.Inactive;
        if (isClosed) await sessions.EndAllOfTenantAsync(tenant.Id, caller.Host.Issuer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (isClosed) sessions.Ring();
        return tenant;
    }
}
