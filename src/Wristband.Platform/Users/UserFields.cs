using System.Text;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Users;

/// <summary>The fields of a user that can be set: by whom, and to what.</summary>
internal sealed class UserFields(PlatformDbContext database, TimeProvider time)
{
    private const int LongestUsername = 60;
    private const int LongestExternalId = 200;

    /// <summary>Whether the caller has the further permissions that some fields need.</summary>
    public static bool MayChange(Caller caller, User user, UserChanges changes)
    {
        (bool IsChanged, string Permission)[] guarded =
        [
            (ChangesEmail(user, changes) || changes.EmailVerified.Or(user.EmailVerified) != user.EmailVerified, "user:manage-email"),
            (changes.ExternalId.Or(user.ExternalId) != user.ExternalId, "user:manage-external-id"),
            (changes.Status.Or(user.Status) != user.Status, "user:manage-status"),
            (changes.RestrictedMetadata.IsGiven, "user:manage-restricted-metadata"),
        ];
        if (guarded.Any(g => g.IsChanged && !caller.ReachesUser(g.Permission, user))) return false;
        // Nobody vouches for an address of their own: whoever trusts it would take them for its owner.
        return !Vouches(user, changes) || caller.Permissions.ReachOf("user:manage-email").Covers(user.TenantId);
    }

    private static bool Vouches(User user, UserChanges changes) =>
        changes.EmailVerified is { IsGiven: true, Value: true } && (!user.EmailVerified || ChangesEmail(user, changes));

    /// <summary>Whether it would be another mailbox afterwards, and with it another person who can set the password.</summary>
    public static bool ChangesEmail(User user, UserChanges changes) =>
        changes.Email.IsGiven && changes.Email.Value?.Trim() != user.Email;

    /// <summary>Sets what breaks no rule, and collects what does.</summary>
    public async Task SetAsync(User user, UserChanges changes, Violations violations, CancellationToken cancellationToken)
    {
        ProfileFields.Set(user, changes, violations);
        SetEmail(user, changes, violations);
        SetUsername(user, changes, violations);
        var externalId = changes.ExternalId.Or(user.ExternalId);
        violations.Text("externalId", externalId, LongestExternalId);
        user.ExternalId = string.IsNullOrWhiteSpace(externalId) ? null : externalId.Trim();
        SetStatus(user, changes, violations);
        user.PublicMetadata = CustomMetadata.Changed(
            "publicMetadata", user.PublicMetadata, changes.PublicMetadata, changes.ReplaceMetadata, violations);
        user.RestrictedMetadata = CustomMetadata.Changed(
            "restrictedMetadata", user.RestrictedMetadata, changes.RestrictedMetadata, changes.ReplaceMetadata, violations);
        await CheckUniqueAsync(user, violations, cancellationToken);
    }

    /// <summary>Notes that it is another version from here on.</summary>
    public void CountChange(User user)
    {
        user.UpdatedAt = time.GetUtcNow();
        user.Version++;
    }

    /// <summary>What somebody else in the tenant has already.</summary>
    public async Task CheckUniqueAsync(User user, Violations violations, CancellationToken cancellationToken)
    {
        var (email, username, externalId) = (user.CanonicalEmail, user.CanonicalUsername, user.ExternalId);
        var others = await database.Users.AsNoTracking()
            .Where(u => u.TenantId == user.TenantId && u.Id != user.Id && u.IdentityProviderName == user.IdentityProviderName
                && (u.CanonicalEmail == email || (username != null && u.CanonicalUsername == username)
                    || (externalId != null && u.ExternalId == externalId)))
            .Select(u => new { u.CanonicalEmail, u.CanonicalUsername, u.ExternalId }).ToListAsync(cancellationToken);
        if (others.Any(o => o.CanonicalEmail == email)) violations.Add("email", "not_unique");
        if (username is not null && others.Any(o => o.CanonicalUsername == username)) violations.Add("username", "not_unique");
        if (externalId is not null && others.Any(o => o.ExternalId == externalId)) violations.Add("externalId", "not_unique");
    }

    // A new address is as good as unconfirmed, unless it is said to be.
    private static void SetEmail(User user, UserChanges changes, Violations violations)
    {
        if (ChangesEmail(user, changes))
        {
            if (EmailAddress.TryParse(changes.Email.Value, out var email))
            {
                if (email.Canonical != user.CanonicalEmail) user.EmailVerified = false;
                (user.Email, user.CanonicalEmail) = (email.Written, email.Canonical);
            }
            else
            {
                violations.Add("email", string.IsNullOrWhiteSpace(changes.Email.Value) ? "not_blank" : "invalid_email");
            }
        }
        user.EmailVerified = changes.EmailVerified.Or(user.EmailVerified);
    }

    private static void SetUsername(User user, UserChanges changes, Violations violations)
    {
        if (!changes.Username.IsGiven) return;
        if ((changes.Username.Value ?? "").Trim().TryNormalize(NormalizationForm.FormKC) is not { } username)
        {
            violations.Add("username", "invalid_username");
            return;
        }
        violations.Text("username", username, LongestUsername);
        if (username.EnumerateRunes().Any(VisibleText.IsUnseen)) violations.Add("username", "invalid_username");
        (user.Username, user.CanonicalUsername) = username.Length == 0 ? (null, null) : (username, username.ToLowerInvariant());
    }

    private void SetStatus(User user, UserChanges changes, Violations violations)
    {
        var status = changes.Status.Or(user.Status);
        if (status == user.Status) return;
        if (status == UserStatus.Active) user.ActivatedAt = time.GetUtcNow();
        else if (status == UserStatus.Inactive) user.DeactivatedAt = time.GetUtcNow();
        else violations.Add("status", "not_allowed");
        user.Status = status;
    }
}
