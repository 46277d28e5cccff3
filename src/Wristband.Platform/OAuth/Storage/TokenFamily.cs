using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Users;

namespace Wristband.Platform.OAuth.Storage;

/// <summary>
/// What one person granted one client in one authorization: the code and every refresh and access token that descend from it.
/// It is revoked as a whole, and every check of a token asks here.
/// </summary>
internal sealed class TokenFamily : ITenantOwned
{
    public required string TenantId { get; init; }
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public required string ClientId { get; init; }
    public required string UserId { get; init; }

    /// <summary>The single sign-on session it came from: the sid of ID tokens.</summary>
    public required string SessionId { get; init; }

    /// <summary>Space separated, in the order that the client asked for.</summary>
    public required string Scope { get; init; }
    public required DateTimeOffset AuthenticatedAt { get; init; }
    public required string Amr { get; init; }

    /// <summary>The absolute age of refresh tokens counts from here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class TokenFamilyConfiguration : IEntityTypeConfiguration<TokenFamily>
{
    public void Configure(EntityTypeBuilder<TokenFamily> builder)
    {
        builder.HasKey(f => new { f.TenantId, f.Id });
        builder.HasOne<User>().WithMany().HasForeignKey(f => new { f.TenantId, f.UserId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<OAuthClient>().WithMany().HasForeignKey(f => f.ClientId).OnDelete(DeleteBehavior.Cascade);
    }
}
