using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Users;

internal enum UserStatus
{
    Active,

    /// <summary>Signed up, e-mail address not confirmed yet.</summary>
    PendingSignupActivation,
    Inactive,
}

/// <summary>A person in one tenant. The same e-mail address in another tenant is another user.</summary>
internal sealed class User : ITenantOwned, IVersioned
{
    public const string WristbandIdentityProvider = "wristband";

    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }
    public string IdentityProviderName { get; init; } = WristbandIdentityProvider;

    /// <summary>The address as its owner wrote it; mail goes here.</summary>
    public required string Email { get; set; }

    /// <summary>The address in the form that is compared (P-38).</summary>
    public required string CanonicalEmail { get; set; }
    public bool EmailVerified { get; set; }
    public string? Username { get; set; }

    /// <summary>The user name in the form that is compared.</summary>
    public string? CanonicalUsername { get; set; }

    /// <summary>Who this is at the identity provider, or in the system that the account came from.</summary>
    public string? ExternalId { get; set; }

    /// <summary>The full name where it is not the given and the family name in this order.</summary>
    public string? WrittenName { get; set; }
    public string? GivenName { get; set; }
    public string? MiddleName { get; set; }
    public string? FamilyName { get; set; }
    public string? HonorificPrefix { get; set; }
    public string? HonorificSuffix { get; set; }
    public string? Nickname { get; set; }
    public string? DisplayName { get; set; }
    public string? Gender { get; set; }

    /// <summary>YYYY-MM-DD.</summary>
    public string? Birthdate { get; set; }
    public string? PhoneNumber { get; set; }
    public string? PictureUrl { get; set; }
    public string? PreferredLanguage { get; set; }
    public string? Locale { get; set; }
    public string? TimeZone { get; set; }
    public UserStatus Status { get; set; } = UserStatus.Active;

    /// <summary>PHC string, parameters included; null for a user without a password.</summary>
    public string? PasswordHash { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public DateTimeOffset? LastSignInAt { get; set; }
    public DateTimeOffset? ActivatedAt { get; set; }
    public DateTimeOffset? DeactivatedAt { get; set; }

    /// <summary>A JSON object that the person may see.</summary>
    public string? PublicMetadata { get; set; }

    /// <summary>A JSON object for those with a permission of its own.</summary>
    public string? RestrictedMetadata { get; set; }
    public long Version { get; set; } = 1;

    public string? FullName =>
        WrittenName ?? (GivenName is null && FamilyName is null ? null : $"{GivenName} {FamilyName}".Trim());
}

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.HasKey(u => new { u.TenantId, u.Id });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(u => u.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(u => new { u.TenantId, u.IdentityProviderName, u.CanonicalEmail }).IsUnique();

        builder.HasIndex(u => new { u.TenantId, u.IdentityProviderName, u.CanonicalUsername }).IsUnique();
        builder.HasIndex(u => new { u.TenantId, u.IdentityProviderName, u.ExternalId }).IsUnique();

        // Discovery asks an application for an address across its tenants.
        builder.HasIndex(u => new { u.ApplicationId, u.CanonicalEmail });
        builder.Ignore(u => u.FullName);

        // A version of the platform that does not know the column writes users, too.
        builder.Property(u => u.Version).HasDefaultValue(1L).ValueGeneratedNever();
    }
}
