using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wristband.Platform.Data;

/// <summary>
/// An authorization code or refresh token. Read and written by the token store's own SQL on the hot path; mapped here so that
/// migrations create it and whole families of a user or tenant can be revoked with one statement.
/// </summary>
internal sealed class OAuthToken : ITenantOwned
{
    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }
    public required string ClientId { get; init; }
    public required string UserId { get; init; }

    /// <summary>All tokens that descend from one authorization; revoked together.</summary>
    public required string FamilyId { get; init; }

    /// <summary>"authorization_code" or "refresh_token".</summary>
    public required string Type { get; init; }

    /// <summary>"valid", "redeemed" or "revoked".</summary>
    public required string Status { get; set; }

    /// <summary>SHA-256 of what travels on the wire.</summary>
    public required string ReferenceHash { get; init; }
    public required string Payload { get; set; }
    public required string ConcurrencyStamp { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? RedeemedAt { get; set; }
}

internal sealed class OAuthTokenConfiguration : IEntityTypeConfiguration<OAuthToken>
{
    public void Configure(EntityTypeBuilder<OAuthToken> builder)
    {
        builder.HasKey(t => t.Id);
        builder.HasIndex(t => t.ReferenceHash).IsUnique();
        builder.HasIndex(t => t.FamilyId);
        builder.HasIndex(t => new { t.TenantId, t.UserId });
        builder.HasIndex(t => t.ExpiresAt);
    }
}
