using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>
/// Removes a role, from everybody who has it and from the policies that give it. One by which people of several tenants can give roles
/// stays as long as anybody has it.
/// </summary>
internal sealed class DeleteRole(PlatformDbContext database, GrantedPermissions granted, OwnerLoss loss, AuditLog audit)
{
    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var found = await RoleChange.FindAsync(database, caller, "role:delete", id, cancellationToken);
        if (!found.Succeeded) return found.Refusal;
        var role = found.Result;
        if (!expected.Allows(role.Version)) return Refusal.Changed;
        if (role.TenantId is null && await MakesOwnersAsync(role, cancellationToken))
            return new Refusal("role_in_use") { Message = "People give roles by this one. Take it from them first." };
        return await loss.PreventAsync(role.TenantId, async () =>
        {
            await ForgetInPoliciesAsync(role, cancellationToken);
            database.Remove(role);
            audit.Changed(caller, "role.deleted", new AuditSubject("role", id, role.TenantId),
                new { role.Name, role.DisplayName, role.PermissionBoundaryId }, after: null);
        }, cancellationToken);
    }

    private async Task<bool> MakesOwnersAsync(Role role, CancellationToken cancellationToken)
    {
        var gives = await granted.OfRoleAsync(role, Holder.Anybody, cancellationToken);
        return !gives.ReachOf("role:manage-assignments").IsNothing
            && await database.UserRoles.AnyAsync(given => given.RoleId == role.Id, cancellationToken);
    }

    private async Task ForgetInPoliciesAsync(Role role, CancellationToken cancellationToken)
    {
        foreach (var policy in await database.RoleAssignmentPolicies.Where(p => p.ApplicationId == role.ApplicationId)
            .Where(p => p.DefaultSignupRoles.Contains(role.Id) || p.DefaultIdpUserSyncRoles.Contains(role.Id))
            .ToListAsync(cancellationToken))
        {
            policy.DefaultSignupRoles = [.. policy.DefaultSignupRoles.Where(given => given != role.Id)];
            policy.DefaultIdpUserSyncRoles = [.. policy.DefaultIdpUserSyncRoles.Where(given => given != role.Id)];
            policy.Touch();
        }
    }
}
