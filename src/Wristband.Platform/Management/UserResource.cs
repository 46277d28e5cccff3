using System.Text.Json.Nodes;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Users;

namespace Wristband.Platform.Management;

/// <summary>A user as the API shows it: every field that official clients read is there.</summary>
internal sealed record UserResource(
    string Id, string TenantId, string ApplicationId, string IdentityProviderName, string IdentityProviderType, string? Username,
    string Email, bool EmailVerified, string? ExternalId, string? FullName, string? GivenName, string? FamilyName, string? MiddleName,
    string? HonorificPrefix, string? HonorificSuffix, string? Nickname, string? DisplayName, string? PictureUrl, string? Gender,
    string? Birthdate, string? PhoneNumber, string? PreferredLanguage, string? Locale, string? TimeZone, UserStatus Status,
    bool HasPassword, JsonObject PublicMetadata, JsonObject RestrictedMetadata, Metadata Metadata)
{
    public static UserResource Of(User user) => new(
        user.Id, user.TenantId, user.ApplicationId, user.IdentityProviderName, user.IdentityProviderName.ToUpperInvariant(), user.Username,
        user.Email, user.EmailVerified, user.ExternalId, user.FullName, user.GivenName, user.FamilyName, user.MiddleName,
        user.HonorificPrefix, user.HonorificSuffix, user.Nickname, user.DisplayName, user.PictureUrl, user.Gender,
        user.Birthdate, user.PhoneNumber, user.PreferredLanguage, user.Locale, user.TimeZone, user.Status,
        user.PasswordHash is not null, Wire.Stored(user.PublicMetadata), Wire.Stored(user.RestrictedMetadata),
        Metadata.Of(user, user.CreatedAt, user.UpdatedAt, user.ActivatedAt, user.DeactivatedAt));
}
