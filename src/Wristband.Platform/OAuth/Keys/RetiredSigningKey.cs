using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// The public half of a key that is no longer published. Nothing signed with it is accepted as a token any more; it only tells that an
/// ID token which comes back as a hint was once made here.
/// </summary>
internal sealed class RetiredSigningKey
{
    /// <summary>The kid.</summary>
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>SubjectPublicKeyInfo, base64.</summary>
    public required string PublicKey { get; init; }
    public required DateTimeOffset RetiredAt { get; init; }
}

internal sealed class RetiredSigningKeyConfiguration : IEntityTypeConfiguration<RetiredSigningKey>
{
    public void Configure(EntityTypeBuilder<RetiredSigningKey> builder)
    {
        builder.HasKey(k => k.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(k => k.ApplicationId).OnDelete(DeleteBehavior.Cascade);
    }
}
