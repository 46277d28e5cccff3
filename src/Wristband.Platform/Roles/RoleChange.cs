using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Finds the role that somebody wants to change.</summary>
internal static class RoleChange
{
    /// <summary>The role, when this permission of the caller reaches it and it may be changed at all.</summary>
    public static async Task<Outcome<Role>> FindAsync(
        PlatformDbContext database, Caller caller, string permission, string id, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        var role = await database.OwnedFor<Role>(caller, permission).SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        return role switch
        {
            null => Refusal.Missing("role", id),
            { Type: RoleType.Predefined } => Refusal.Invalid("A predefined role cannot be changed."),
            _ => role,
        };
    }
}
