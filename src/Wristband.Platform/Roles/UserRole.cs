using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.Users;

namespace Wristband.Platform.Roles;

/// <summary>A role that a user has in their tenant.</summary>
internal sealed class UserRole : ITenantOwned
{
    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }
    public required string UserId { get; init; }
    public required string RoleId { get; init; }
}

internal sealed class UserRoleConfiguration : IEntityTypeConfiguration<UserRole>
{
    public void Configure(EntityTypeBuilder<UserRole> builder)
    {
        builder.HasKey(r => new { r.TenantId, r.UserId, r.RoleId });
        builder.HasOne<User>().WithMany().HasForeignKey(r => new { r.TenantId, r.UserId }).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Role>().WithMany().HasForeignKey(r => r.RoleId).OnDelete(DeleteBehavior.Cascade);
    }
}
