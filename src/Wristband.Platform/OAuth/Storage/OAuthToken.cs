using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Storage;

internal enum OAuthTokenKind
{
    Code,
    Refresh,
}

/// <summary>
/// An authorization code or a refresh token. Written by the token store's own SQL on the hot path; mapped here so that migrations
/// create it and deleting a user takes it along. Access and ID tokens have no rows.
/// </summary>
internal sealed class OAuthToken : ITenantOwned
{
    /// <summary>SHA-256 of what travels on the wire, lower-case hex.</summary>
    public required string ReferenceHash { get; init; }
    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }
    public required string FamilyId { get; init; }
    public required OAuthTokenKind Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? RedeemedAt { get; set; }

    /// <summary>
    /// With the redeemed refresh token itself, gives its successor again, so that a replay in time gets the same answer on every
    /// replica (P-10). Worthless without that token; erased after ten minutes.
    /// </summary>
    public string? SuccessorSeed { get; set; }

    /// <summary>Codes only: the redirect URI of the request, {tenant_name} unexpanded.</summary>
    public string? RedirectUri { get; init; }

    /// <summary>Codes only: the S256 challenge.</summary>
    public string? CodeChallenge { get; init; }

    /// <summary>Codes only.</summary>
    public string? Nonce { get; init; }
}

internal sealed class OAuthTokenConfiguration : IEntityTypeConfiguration<OAuthToken>
{
    public void Configure(EntityTypeBuilder<OAuthToken> builder)
    {
        builder.HasKey(t => t.ReferenceHash);
        builder.HasOne<TokenFamily>().WithMany().HasForeignKey(t => new { t.TenantId, t.FamilyId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(t => t.ExpiresAt);

        // Holds only what still waits to be erased.
        builder.HasIndex(t => t.RedeemedAt).HasFilter("\"SuccessorSeed\" IS NOT NULL");
    }
}
