using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Permissions;

internal enum PermissionBoundaryType
{
    Predefined,

    /// <summary>The application knows what it means. At this platform it opens nothing.</summary>
    Custom,
    TenantInclusionList,
    TenantExclusionList,
}

/// <summary>
/// How far a permission reaches, when it is none of the three in <see cref="PredefinedBoundaries"/>: to some tenants, to all but some, or
/// as far as the application itself says.
/// </summary>
internal sealed class PermissionBoundary : ITenantVisible, IVersioned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>Always null: only an application says how far something reaches.</summary>
    public string? TenantId { get; init; }
    public required PermissionBoundaryType Type { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; set; }

    /// <summary>What a custom one means to the application; null for lists.</summary>
    public string? Value { get; init; }
    public string? Description { get; set; }

    /// <summary>The tenants of an inclusion or exclusion list.</summary>
    public List<string> ResourceList { get; set; } = [];
    public TenantVisibility TenantVisibility { get; set; } = TenantVisibility.All;

    /// <summary>The tenants that the visibility lists.</summary>
    public List<string>? TenantVisibilityList { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class PermissionBoundaryConfiguration : IEntityTypeConfiguration<PermissionBoundary>
{
    public void Configure(EntityTypeBuilder<PermissionBoundary> builder)
    {
        builder.HasKey(p => p.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(p => p.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.ApplicationId, p.Name }).IsUnique();
        builder.HasIndex(p => new { p.ApplicationId, p.Value }).IsUnique();
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
