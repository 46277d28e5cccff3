using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Branding;

/// <summary>The look of hosted pages of an application, or of one of its tenants.</summary>
internal sealed class PageBranding : IStyled
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
    public required string Style { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class PageBrandingConfiguration : IEntityTypeConfiguration<PageBranding>
{
    public void Configure(EntityTypeBuilder<PageBranding> builder)
    {
        builder.HasKey(b => b.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(b => b.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(b => b.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(b => b.ApplicationId).IsUnique().HasFilter("\"TenantId\" IS NULL");
        builder.HasIndex(b => b.TenantId).IsUnique();
        builder.Property(b => b.Version).IsConcurrencyToken();
    }
}
