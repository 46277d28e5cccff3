using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;

namespace Wristband.Platform.Tenants;

/// <summary>
/// The one table that says who a host name belongs to (P-01): vanity hosts of applications and tenants, and custom domains.
/// The primary key makes a second owner of a composed name impossible at write time.
/// </summary>
internal sealed class HostName
{
    /// <summary>Lower-case host without port.</summary>
    public required string Name { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>Null for an application's own host.</summary>
    public string? TenantId { get; init; }

    /// <summary>A tenant's own domain rather than a vanity host.</summary>
    public bool IsCustomDomain { get; init; }
}

internal sealed class HostNameConfiguration : IEntityTypeConfiguration<HostName>
{
    public void Configure(EntityTypeBuilder<HostName> builder)
    {
        builder.HasKey(h => h.Name);
        builder.HasOne<Application>().WithMany().HasForeignKey(h => h.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(h => h.TenantId).OnDelete(DeleteBehavior.Cascade);
    }
}
