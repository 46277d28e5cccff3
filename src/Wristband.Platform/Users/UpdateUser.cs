using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Users;

/// <summary>
/// Changes a user. One who is made inactive is out at once (P-42); whoever gets another address loses the links that went to the old one.
/// </summary>
internal sealed class UpdateUser(
    PlatformDbContext database, UserFields fields, UserGuard guard, UserDeparture departure, AuditLog audit)
{
    private const string Permission = "user:update";

    public async Task<Outcome<User>> RunAsync(
        Caller caller, string id, UserChanges changes, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var subject = OwnerLoss.Subject(await database.TenantOfUserAsync(caller, Permission, id, cancellationToken));
        await using var transaction = await database.BeginExclusiveAsync(subject, cancellationToken);
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
        if (await SaveAsync(user, cancellationToken) is { } meanwhile) return meanwhile;
        var isOut = user.Status == UserStatus.Inactive && status != UserStatus.Inactive;
        if (isOut) await departure.EndAsync(user, caller.Host.Issuer, cancellationToken);
        if (isOut || user.CanonicalEmail != email) await departure.ForgetLinksAsync(user, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (isOut) departure.Ring();
        return user;
    }

    // People who sign up are not kept waiting for this transaction: one of them may have taken the address.
    private async Task<Refusal?> SaveAsync(User user, CancellationToken cancellationToken)
    {
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return null;
        }
        catch (DbUpdateException)
        {
            var violations = new Violations();
            await fields.CheckUniqueAsync(user, violations, cancellationToken);
            if (violations.Refusal is { } refusal) return refusal;
            throw;
        }
    }
}
