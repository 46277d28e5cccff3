using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Roles;

/// <summary>Which roles somebody gets by the way they came. A tenant's policy stands in for its application's.</summary>
internal sealed class RoleAssignmentPolicy : IApplicationOwned, IVersioned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }

    /// <summary>Ids of the roles of whoever signs a tenant up, or signs up to the tenant.</summary>
    public List<string> DefaultSignupRoles { get; set; } = [];

    /// <summary>Ids of the roles of whoever comes from an external identity provider for the first time.</summary>
    public List<string> DefaultIdpUserSyncRoles { get; set; } = [];
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class RoleAssignmentPolicyConfiguration : IEntityTypeConfiguration<RoleAssignmentPolicy>
{
    public void Configure(EntityTypeBuilder<RoleAssignmentPolicy> builder)
    {
        builder.HasKey(p => p.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(p => p.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(p => p.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => p.ApplicationId).IsUnique().HasFilter("\"TenantId\" IS NULL");
        builder.HasIndex(p => p.TenantId).IsUnique();
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
