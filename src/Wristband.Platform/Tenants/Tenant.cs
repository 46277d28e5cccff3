using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;

namespace Wristband.Platform.Tenants;

internal enum TenantStatus
{
    Active,

    /// <summary>Signed up, but its owner has not confirmed the e-mail address yet.</summary>
    Pending,
    Inactive,
}

/// <summary>A customer of an application: its own users, login page and rules.</summary>
internal sealed class Tenant
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>The label in the tenant's host and the tenant_name of the protocol. Unique in its application.</summary>
    public required string Name { get; init; }
    public required string DisplayName { get; set; }

    /// <summary>The vanity host without port.</summary>
    public required string HostName { get; init; }
    public TenantStatus Status { get; set; } = TenantStatus.Active;

    /// <summary>Whether /signup on the tenant's host adds users to it.</summary>
    public bool SignupEnabled { get; set; }

    /// <summary>The brand colour, #rrggbb.</summary>
    public string? BrandColor { get; set; }
    public string? LogoUrl { get; set; }

    /// <summary>Makes a double submit of the signup form create one tenant (P-62).</summary>
    public string? SignupKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class TenantConfiguration : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.HasKey(t => t.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(t => t.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(t => new { t.ApplicationId, t.Name }).IsUnique();
        builder.HasIndex(t => t.HostName).IsUnique();
        builder.HasIndex(t => t.SignupKey).IsUnique();
    }
}
