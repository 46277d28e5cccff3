using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;

namespace Wristband.Platform.Tenants;

internal enum TenantType
{
    Standard,

    /// <summary>The people of an application that has no tenants of its own.</summary>
    Global,

    /// <summary>One customer's own copy of the application.</summary>
    Standalone,
}

internal enum TenantStatus
{
    Active,

    /// <summary>Signed up, but its owner has not confirmed the e-mail address yet.</summary>
    Pending,
    Inactive,
}

/// <summary>A customer of an application: its own users, login page and rules.</summary>
internal sealed class Tenant : IVersioned
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
    public TenantType Type { get; init; } = TenantType.Standard;
    public string? Description { get; set; }

    /// <summary>Whoever has an address of these domains is led to this tenant.</summary>
    public List<string>? DiscoveryEmailDomains { get; set; }

    /// <summary>When there are any, only addresses of these domains may sign up.</summary>
    public List<string>? AllowedSignupEmailDomains { get; set; }

    /// <summary>A JSON object that the tenant's people may see.</summary>
    public string? PublicMetadata { get; set; }

    /// <summary>A JSON object for those with a permission of its own.</summary>
    public string? RestrictedMetadata { get; set; }

    /// <summary>Makes a double submit of the signup form create one tenant (P-62).</summary>
    public string? SignupKey { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null as long as nothing was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }
    public DateTimeOffset? ActivatedAt { get; set; }
    public DateTimeOffset? DeactivatedAt { get; set; }
    public long Version { get; set; } = 1;
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

        // A version of the platform that does not know these columns writes tenants, too.
        builder.Property(t => t.Type).HasDefaultValue(TenantType.Standard).ValueGeneratedNever();
        builder.Property(t => t.Version).HasDefaultValue(1L).ValueGeneratedNever();
    }
}
