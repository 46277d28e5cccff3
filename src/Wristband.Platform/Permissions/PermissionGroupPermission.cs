using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;

namespace Wristband.Platform.Permissions;

/// <summary>
/// A permission of a group. It has the group's owner. Predefined permissions are code and have no row, so nothing points to the permission.
/// </summary>
internal sealed class PermissionGroupPermission : IApplicationOwned
{
    public required string PermissionGroupId { get; init; }
    public required string PermissionId { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
}

internal sealed class PermissionGroupPermissionConfiguration : IEntityTypeConfiguration<PermissionGroupPermission>
{
    public void Configure(EntityTypeBuilder<PermissionGroupPermission> builder)
    {
        builder.HasKey(p => new { p.PermissionGroupId, p.PermissionId });
        builder.HasOne<PermissionGroup>().WithMany().HasForeignKey(p => p.PermissionGroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.PermissionId);
    }
}
