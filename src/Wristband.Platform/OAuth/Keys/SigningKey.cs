using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>A key that signs one application's tokens. Published before it signs and for a while after it stopped.</summary>
internal sealed class SigningKey
{
    /// <summary>The kid.</summary>
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public required SigningAlgorithm Algorithm { get; init; }

    /// <summary>PKCS#8, encrypted by data protection, whose own keys are encrypted under the master key (P-58).</summary>
    public required string ProtectedPrivateKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SignsFrom { get; set; }
    public required DateTimeOffset SignsUntil { get; set; }
    public required DateTimeOffset PublishedUntil { get; set; }
}

internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.HasKey(k => k.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(k => k.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(k => new { k.ApplicationId, k.SignsFrom });
    }
}
