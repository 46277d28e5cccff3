using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Removes a policy: a tenant goes by its application's again.</summary>
internal sealed class DeleteRoleAssignmentPolicy(PlatformDbContext database, AuditLog audit)
{
    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(SaveRoleAssignmentPolicy.Needed)) return Refusal.Forbidden;
        var policy = await database.OwnedFor<RoleAssignmentPolicy>(caller, SaveRoleAssignmentPolicy.Needed)
            .SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
        if (policy is null) return Refusal.Missing("role assignment policy", id);
        if (!expected.Allows(policy.Version)) return Refusal.Changed;
        database.Remove(policy);
        audit.Changed(caller, "role_assignment_policy.deleted", new AuditSubject("role assignment policy", id, policy.TenantId),
            new { policy.DefaultSignupRoles, policy.DefaultIdpUserSyncRoles }, after: null);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? null : Refusal.Changed;
    }
}
