using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Permissions;

/// <summary>
/// Permissions that are given together and reach equally far: "app:demo:tenant-admin", or "tnt:acme:auditors" of one tenant.
/// </summary>
internal sealed class PermissionGroup : ITenantVisible, IVersioned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; set; }
    public string? Description { get; set; }

    /// <summary>How far the permissions reach.</summary>
    public string? PermissionBoundaryId { get; set; }
    public TenantVisibility TenantVisibility { get; set; } = TenantVisibility.All;

    /// <summary>The tenants that the visibility lists.</summary>
    public List<string>? TenantVisibilityList { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class PermissionGroupConfiguration : IEntityTypeConfiguration<PermissionGroup>
{
    public void Configure(EntityTypeBuilder<PermissionGroup> builder)
    {
        builder.HasKey(p => p.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(p => p.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.ApplicationId, p.Name }).IsUnique();
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
