using Wristband.Platform.Management.Api;
using Wristband.Platform.Permissions;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>A policy as the API shows it.</summary>
internal sealed record RoleAssignmentPolicyResource(
    string Id, OwnerType OwnerType, string OwnerId, IReadOnlyList<string> DefaultSignupRoles, IReadOnlyList<string> DefaultIdpUserSyncRoles,
    Metadata Metadata)
{
    public static RoleAssignmentPolicyResource Of(RoleAssignmentPolicy policy) => new(
        policy.Id, Owner.TypeOf(policy), Owner.IdOf(policy), policy.DefaultSignupRoles, policy.DefaultIdpUserSyncRoles,
        Metadata.Of(policy, policy.CreatedAt, policy.UpdatedAt));
}
