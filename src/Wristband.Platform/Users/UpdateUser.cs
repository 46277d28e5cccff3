using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Users;

/// <summary>
/// Changes a user. One who is made inactive is out at once (P-42); whoever gets another address loses the links that went to the old one.
/// </summary>
internal sealed class UpdateUser(
    PlatformDbContext database, UserFields fields, UserGuard guard, UserDeparture departure, OwnerLoss loss, AuditLog audit)
{
    private const string Permission = "user:update";

    public async Task<Outcome<User>> RunAsync(
        Caller caller, string id, UserChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var home = await database.TenantOfUserAsync(caller, Permission, id, cancellationToken);
        if (home.Result is not { } tenantId) return home.Refusal!;
        Outcome<User> outcome = Refusal.NotFound;
        async Task ChangeAsync()
        {
            outcome = await ChangeUserAsync(caller, id, changes, expected, cancellationToken);
            // What was set before it was refused is not to be saved.
            if (!outcome.Succeeded) database.ChangeTracker.Clear();
        }
        if (changes.Status is not { IsGiven: true, Value: UserStatus.Inactive })
        {
            await using var transaction = await database.BeginExclusiveAsync(OwnerLoss.Subject(tenantId), cancellationToken);
            await ChangeAsync();
            await transaction.CommitAsync(cancellationToken);
            return outcome;
        }
        if (await loss.PreventAsync(tenantId, ChangeAsync, cancellationToken) is { } lost) return lost;
        departure.Ring();
        return outcome;
    }

    private async Task<Outcome<User>> ChangeUserAsync(
        Caller caller, string id, UserChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var found = await database.FindUserAsync(caller, Permission, id, cancellationToken);
        if (found.Result is not { } user) return found;
        if (!expected.Allows(user.Version)) return Refusal.Changed;
        if (await guard.RefusalAsync(caller, user, changes, cancellationToken) is { } refused) return refused;

        var (before, status, email, violations) = (UserAudit.Fields(user), user.Status, user.CanonicalEmail, new Violations());
        await fields.SetAsync(user, changes, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;
        if (!database.ChangeTracker.HasChanges()) return user;
        fields.CountChange(user);
        audit.Changed(caller, "user.updated", UserAudit.Subject(user), before, UserAudit.Fields(user));
        if (await database.TrySaveAsync(cancellationToken) != Saved.Yes)
        {
            // People who sign up are not kept waiting: one of them may have taken the address.
            await fields.CheckUniqueAsync(user, violations, cancellationToken);
            return violations.Refusal ?? Refusal.Changed;
        }
        var isOut = user.Status == UserStatus.Inactive && status != UserStatus.Inactive;
        if (isOut) await departure.EndAsync(user, caller.Host.Issuer, cancellationToken);
        if (isOut || user.CanonicalEmail != email) await departure.ForgetLinksAsync(user, cancellationToken);
        return user;
    }
}
