using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Users;

/// <summary>What nobody may do to a user, whatever their own permissions say (P-48).</summary>
internal sealed class UserGuard(GrantedPermissions permissions, OwnerLoss loss)
{
    /// <summary>Why these changes are refused; null when they are not.</summary>
    public async Task<Refusal?> RefusalAsync(Caller caller, User user, UserChanges changes, CancellationToken cancellationToken)
    {
        if (!UserFields.MayChange(caller, user, changes)) return Refusal.Forbidden;

        // Who reads the mail of the address sets the password: with it one would be whoever the user is.
        if (UserFields.ChangesEmail(user, changes) && caller.UserId != user.Id && !await IsBelowAsync(caller, user, cancellationToken))
            return Refusal.Forbidden;
        var leaves = changes.Status is { IsGiven: true, Value: UserStatus.Inactive } && user.Status != UserStatus.Inactive;
        return leaves ? await LeavingRefusalAsync(user, cancellationToken) : null;
    }

    /// <summary>Why the tenant cannot do without this user; null when it can.</summary>
    public async Task<Refusal?> LeavingRefusalAsync(User user, CancellationToken cancellationToken) =>
        await loss.IsLastAsync(user.TenantId, user.Id, cancellationToken) ? OwnerLoss.Refused : null;

    private async Task<bool> IsBelowAsync(Caller caller, User user, CancellationToken cancellationToken)
    {
        var held = await permissions.OfUserAsync(user.TenantId, user.Id, cancellationToken);
        return GrantLimit.Allows(caller, held);
    }
}
