using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Roles;

/// <summary>
/// A role that an application defines for all its tenants (TenantId null, "app:demo:owner") or a tenant for itself ("tnt:acme:auditor").
/// </summary>
internal sealed class Role : IApplicationOwned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }
    public required string Name { get; init; }
    public required string DisplayName { get; set; }
}

internal sealed class RoleConfiguration : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.HasKey(r => r.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(r => r.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => new { r.ApplicationId, r.Name }).IsUnique();
    }
}

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
