using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;

namespace Wristband.Platform.Roles;

/// <summary>
/// A permission that a role holds itself. It has the role's owner. Predefined permissions are code and have no row, so nothing points to
/// the permission.
/// </summary>
internal sealed class RolePermission : IApplicationOwned
{
    public required string RoleId { get; init; }
    public required string PermissionId { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
}

internal sealed class RolePermissionConfiguration : IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<RolePermission> builder)
    {
        builder.HasKey(p => new { p.RoleId, p.PermissionId });
        builder.HasOne<Role>().WithMany().HasForeignKey(p => p.RoleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.PermissionId);
    }
}

/// <summary>A group whose permissions a role holds. Predefined groups are code and have no row.</summary>
internal sealed class RolePermissionGroup : IApplicationOwned
{
    public required string RoleId { get; init; }
    public required string PermissionGroupId { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
}

internal sealed class RolePermissionGroupConfiguration : IEntityTypeConfiguration<RolePermissionGroup>
{
    public void Configure(EntityTypeBuilder<RolePermissionGroup> builder)
    {
        builder.HasKey(g => new { g.RoleId, g.PermissionGroupId });
        builder.HasOne<Role>().WithMany().HasForeignKey(g => g.RoleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(g => g.PermissionGroupId);
    }
}
