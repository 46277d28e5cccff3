using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Permissions;

/// <summary>
/// Something that an application lets people and machines do, by a name of its own such as "invoice:approve". What this platform lets them
/// do is in <see cref="PredefinedPermissions"/>.
/// </summary>
internal sealed class Permission : ITenantVisible, IVersioned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>Always null: a tenant that could define permissions could write the application's own under its name.</summary>
    public string? TenantId { get; init; }

    /// <summary>What the application asks for. Unique in the application.</summary>
    public required string Value { get; init; }
    public required string DisplayName { get; set; }
    public string? Description { get; set; }
    public TenantVisibility TenantVisibility { get; set; } = TenantVisibility.All;

    /// <summary>The tenants that the visibility lists.</summary>
    public List<string>? TenantVisibilityList { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class PermissionConfiguration : IEntityTypeConfiguration<Permission>
{
    public void Configure(EntityTypeBuilder<Permission> builder)
    {
        builder.HasKey(p => p.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(p => p.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.ApplicationId, p.Value }).IsUnique();
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
