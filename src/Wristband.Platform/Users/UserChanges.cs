using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Users;

/// <summary>What somebody wants to be different about a user.</summary>
internal record UserChanges
{
    public Change<string?> Email { get; init; }
    public Change<bool> EmailVerified { get; init; }
    public Change<string?> Username { get; init; }
    public Change<string?> ExternalId { get; init; }
    public Change<string?> FullName { get; init; }
    public Change<string?> GivenName { get; init; }
    public Change<string?> FamilyName { get; init; }
    public Change<string?> MiddleName { get; init; }
    public Change<string?> HonorificPrefix { get; init; }
    public Change<string?> HonorificSuffix { get; init; }
    public Change<string?> Nickname { get; init; }
    public Change<string?> DisplayName { get; init; }
    public Change<string?> PictureUrl { get; init; }
    public Change<string?> Gender { get; init; }
    public Change<string?> Birthdate { get; init; }
    public Change<string?> PhoneNumber { get; init; }
    public Change<string?> PreferredLanguage { get; init; }
    public Change<string?> Locale { get; init; }
    public Change<string?> TimeZone { get; init; }
    public Change<UserStatus> Status { get; init; }
    public Change<JsonObject?> PublicMetadata { get; init; }
    public Change<JsonObject?> RestrictedMetadata { get; init; }

    /// <summary>Whether metadata is replaced whole instead of merged.</summary>
    [JsonIgnore]
    public bool ReplaceMetadata { get; init; }
}

/// <summary>A user who is to be made.</summary>
internal sealed record UserDraft : UserChanges
{
    public string? TenantId { get; init; }

    /// <summary>Who keeps the password; the platform itself when it is not said.</summary>
    public string? IdentityProviderName { get; init; }
}
