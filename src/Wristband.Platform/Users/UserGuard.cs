using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Users;

/// <summary>What nobody may do to a user who is above themselves (P-48).</summary>
internal sealed class UserGuard(GrantedPermissions permissions)
{
    /// <summary>Why these changes are refused; null when they are not.</summary>
    public async Task<Refusal?> RefusalAsync(Caller caller, User user, UserChanges changes, CancellationToken cancellationToken)
    {
        if (!UserFields.MayChange(caller, user, changes)) return Refusal.Forbidden;

        // Who reads the mail of the address sets the password: with it one would be whoever the user is.
        if (!UserFields.ChangesEmail(user, changes) || caller.UserId == user.Id) return null;
        var held = await permissions.OfUserAsync(user.TenantId, user.Id, cancellationToken);
        return GrantLimit.Allows(caller, held, user.TenantId) ? null : GrantLimit.Exceeded;
    }
}
