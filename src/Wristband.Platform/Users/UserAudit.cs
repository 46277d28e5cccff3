using Wristband.Platform.Audit;
using Wristband.Platform.Security;

namespace Wristband.Platform.Users;

/// <summary>A user as the audit log shows them. What is restricted there is shown as having changed, and no more.</summary>
internal static class UserAudit
{
    public static AuditSubject Subject(User user) => new("user", user.Id, user.TenantId);

    public static object Fields(User user) => new
    {
        user.Email,
        user.EmailVerified,
        user.Username,
        user.ExternalId,
        FullName = user.WrittenName,
        user.GivenName,
        user.MiddleName,
        user.FamilyName,
        user.HonorificPrefix,
        user.HonorificSuffix,
        user.Nickname,
        user.DisplayName,
        user.Gender,
        user.Birthdate,
        user.PhoneNumber,
        user.PictureUrl,
        user.PreferredLanguage,
        user.Locale,
        user.TimeZone,
        Status = user.Status.ToString(),
        user.PublicMetadata,
        RestrictedMetadata = user.RestrictedMetadata is { } restricted ? SecretToken.Hash(restricted) : null,
    };
}
