using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Keys;

namespace Wristband.Platform.Applications;

/// <summary>What the application's customers are called.</summary>
internal enum TenantClassifier
{
    Account,
    Company,
    Organization,
    Team,
    Tenant,
    Workspace,
}

internal enum EnvironmentType
{
    Development,
    Production,
}

/// <summary>
/// A product that signs its customers' users in here. Its vanity host and its tenants' hosts are rows of <see cref="HostName"/>.
/// </summary>
internal sealed class Application : IVersioned
{
    public required string Id { get; init; }

    /// <summary>3 to 20 characters, unique; part of role names such as app:demo:owner.</summary>
    public required string Name { get; init; }
    public required string DisplayName { get; set; }

    /// <summary>The vanity host without port.</summary>
    public required string HostName { get; set; }

    /// <summary>The application's Login Endpoint. May hold {tenant_name} as its left-most label.</summary>
    public required string LoginUrl { get; set; }

    /// <summary>Where a logout may send the browser, compared as whole strings after expansion of {tenant_name}.</summary>
    public List<string> LogoutUrls { get; set; } = [];

    /// <summary>Origins whose scripts may use tokens, userinfo, revocation and the API: "https://app.example". At most five.</summary>
    public List<string> AllowedOrigins { get; set; } = [];

    /// <summary>A custom domain puts tenants at {tenant}.{host} instead of {tenant}-{host}.</summary>
    public bool IsCustomDomainActive { get; set; }

    /// <summary>A tenant discovery page that the application hosts itself.</summary>
    public string? CustomLoginPageUrl { get; set; }

    /// <summary>Whether /signup on the application host creates tenants.</summary>
    public bool SignupEnabled { get; set; } = true;

    /// <summary>Hardened discovery (P-32): always answer by mail, never redirect on a match.</summary>
    public bool DiscoveryByMailOnly { get; set; }

    /// <summary>Whether authorize may start on the application host and find the tenant on the way.</summary>
    public bool AuthorizationRequestsEnabled { get; set; }

    /// <summary>How tokens are signed. After a change, keys of the old kind sign for one more day.</summary>
    public SigningAlgorithm SigningAlgorithm { get; set; }

    public EnvironmentType EnvironmentType { get; set; } = EnvironmentType.Production;
    public TenantClassifier TenantClassifier { get; set; } = TenantClassifier.Workspace;
    public string? LogoUrl { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null as long as nothing was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class ApplicationConfiguration : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.HasKey(a => a.Id);
        builder.HasIndex(a => a.Name).IsUnique();
        builder.HasIndex(a => a.HostName).IsUnique();

        // Applications from before the setting all sign with RSA.
        builder.Property(a => a.SigningAlgorithm).HasDefaultValue(SigningAlgorithm.RS256).ValueGeneratedNever();

        // A version of the platform that does not know these columns writes applications, too.
        builder.Property(a => a.EnvironmentType).HasDefaultValue(EnvironmentType.Production).ValueGeneratedNever();
        builder.Property(a => a.TenantClassifier).HasDefaultValue(TenantClassifier.Workspace).ValueGeneratedNever();
        builder.Property(a => a.Version).HasDefaultValue(1L).ValueGeneratedNever().IsConcurrencyToken();
    }
}
