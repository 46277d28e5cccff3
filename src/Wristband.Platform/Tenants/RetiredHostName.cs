using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;

namespace Wristband.Platform.Tenants;

/// <summary>
/// A host that a deleted tenant had. Links, bookmarks and passwords that browsers remember still mean that tenant, so nobody else gets it
/// before its time (P-42, P-50).
/// </summary>
internal sealed class RetiredHostName
{
    /// <summary>How long a vanity host rests.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(90);

    /// <summary>How long a tenant's own domain rests: its new owner proves it by DNS.</summary>
    public static readonly TimeSpan RestOfCustomDomain = TimeSpan.FromDays(30);

    /// <summary>Lower-case host without port.</summary>
    public required string Name { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>When it may be somebody's again.</summary>
    public required DateTimeOffset FreeAt { get; set; }
}

internal sealed class RetiredHostNameConfiguration : IEntityTypeConfiguration<RetiredHostName>
{
    public void Configure(EntityTypeBuilder<RetiredHostName> builder)
    {
        builder.HasKey(h => h.Name);
        builder.HasOne<Application>().WithMany().HasForeignKey(h => h.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(h => h.FreeAt);
    }
}
