using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Roles;

internal enum RoleType
{
    Custom,

    /// <summary>Comes with the platform, and nobody changes it.</summary>
    Predefined,
}

/// <summary>
/// A role that an application defines for all its tenants (TenantId null, "app:demo:owner") or a tenant for itself ("tnt:acme:auditor").
/// </summary>
internal sealed class Role : ITenantVisible, IVersioned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; set; }
    public string? Description { get; set; }
    public RoleType Type { get; init; } = RoleType.Custom;

    /// <summary>How far permissions reach that the role holds itself. Those of a group reach as far as the group says.</summary>
    public string? PermissionBoundaryId { get; set; }
    public TenantVisibility TenantVisibility { get; set; } = TenantVisibility.All;

    /// <summary>The tenants that the visibility lists.</summary>
    public List<string>? TenantVisibilityList { get; set; }

    /// <summary>Null for roles from before it was noted.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
    public DateTimeOffset? UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.HasKey(r => r.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(r => r.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.ApplicationId, r.Name }).IsUnique();

        // A version of the platform that does not know these columns writes roles, too.
        builder.Property(r => r.Type).HasDefaultValue(RoleType.Custom).ValueGeneratedNever();
        builder.Property(r => r.TenantVisibility).HasDefaultValue(TenantVisibility.All).ValueGeneratedNever();
        builder.Property(r => r.Version).HasDefaultValue(1L).ValueGeneratedNever().IsConcurrencyToken();
    }
}
