using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;

namespace Wristband.Platform.Sessions;

/// <summary>
/// What a client has yet to be told: that a session of its user ended (OpenID Connect Back-Channel Logout). Promised in the same
/// transaction as the end itself, and gone once it was delivered.
/// </summary>
internal sealed class LogoutNotice : IApplicationOwned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public required string TenantId { get; init; }
    public required string ClientId { get; init; }
    public required string UserId { get; init; }

    /// <summary>The single sign-on session that ended: the sid of the client's ID tokens.</summary>
    public required string SessionId { get; init; }

    /// <summary>The issuer as the client knows it; scheme and port are those of the request that ended the session.</summary>
    public required string Issuer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
}

internal sealed class LogoutNoticeConfiguration : IEntityTypeConfiguration<LogoutNotice>
{
    public void Configure(EntityTypeBuilder<LogoutNotice> builder)
    {
        builder.HasKey(n => n.Id);
        builder.HasIndex(n => n.NextAttemptAt);
        builder.HasOne<OAuthClient>().WithMany().HasForeignKey(n => n.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}
