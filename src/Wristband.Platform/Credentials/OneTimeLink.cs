using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

internal enum LinkPurpose
{
    VerifyEmail,
    ResetPassword,
}

/// <summary>A link in a mail that works once (P-39): bound to tenant, user and purpose, stored as a hash.</summary>
internal sealed class OneTimeLink : ITenantOwned
{
    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }
    public required string UserId { get; init; }
    public required LinkPurpose Purpose { get; init; }

    /// <summary>SHA-256 of the token in the link, lower-case hex.</summary>
    public required string TokenHash { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>The client whose login page asked for the mail; decides where the journey ends.</summary>
    public string? ClientId { get; init; }
}

internal sealed class OneTimeLinkConfiguration : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(l => new { l.TenantId, l.UserId }).OnDelete(DeleteBehavior.Cascade);

        // Two requests with the same link: the second one's save fails as a whole.
        builder.Property(l => l.UsedAt).IsConcurrencyToken();
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => l.ExpiresAt);
    }
}
