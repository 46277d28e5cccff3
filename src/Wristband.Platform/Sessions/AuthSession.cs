using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>
/// A single sign-on session of one browser at one tenant host. The cookie holds a 256-bit reference; only its hash is stored.
/// </summary>
internal sealed class AuthSession : ITenantOwned
{
    public required string Id { get; init; }
    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }
    public required string UserId { get; init; }

    /// <summary>SHA-256 of the cookie value, lower-case hex.</summary>
    public required string ReferenceHash { get; init; }

    /// <summary>When the person proved who they are: the auth_time of tokens.</summary>
    public required DateTimeOffset AuthenticatedAt { get; init; }

    /// <summary>How they proved it (RFC 8176), for example "pwd".</summary>
    public required string Amr { get; init; }
    public required DateTimeOffset LastSeenAt { get; set; }

    /// <summary>The absolute end, whatever the activity.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public string? UserAgent { get; init; }
    public string? IpAddress { get; init; }
}

internal sealed class AuthSessionConfiguration : IEntityTypeConfiguration<AuthSession>
{
    public void Configure(EntityTypeBuilder<AuthSession> builder)
    {
        builder.HasKey(s => new { s.TenantId, s.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(s => new { s.TenantId, s.UserId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.ReferenceHash).IsUnique();
        builder.HasIndex(s => s.ExpiresAt);
    }
}
