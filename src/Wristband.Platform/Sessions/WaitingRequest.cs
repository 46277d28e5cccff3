using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Sessions;

internal enum WaitingKind
{
    /// <summary>Goes on once somebody signed in, or once the tenant was found.</summary>
    Authorization,

    /// <summary>The link of a discovery mail: whoever holds it reads the mail of the address in it.</summary>
    Workspaces,
}

/// <summary>
/// What waits for a person: an authorize request until somebody signed in at its tenant, or until its tenant is found. Nothing in a form
/// can change it (P-05); pages, links and mails carry only its handle.
/// </summary>
internal sealed class WaitingRequest : IApplicationOwned
{
    /// <summary>SHA-256 of the handle, lower-case hex.</summary>
    public required string HandleHash { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>Null while the tenant has yet to be found.</summary>
    public string? TenantId { get; init; }
    public required WaitingKind Kind { get; init; }
    public string? ClientId { get; init; }

    /// <summary>The authorize request's query string, with the leading question mark; empty when there is none.</summary>
    public required string Query { get; init; }

    /// <summary>What the application's Login Endpoint gets as return_url; only for discovery without an authorize request.</summary>
    public string? State { get; init; }

    /// <summary>The address to prefill; of a discovery mail the address that it went to.</summary>
    public string? LoginHint { get; init; }

    /// <summary>Hash of the browser's cookie: an authorize request goes on only where it began (P-24).</summary>
    public required string BrowserHash { get; init; }

    /// <summary>A session younger than this satisfies prompt=login and max_age.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
}

internal sealed class WaitingRequestConfiguration : IEntityTypeConfiguration<WaitingRequest>
{
    public void Configure(EntityTypeBuilder<WaitingRequest> builder)
    {
        builder.HasKey(r => r.HandleHash);
        builder.HasOne<Application>().WithMany().HasForeignKey(r => r.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(r => r.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(r => r.ExpiresAt);
        builder.HasIndex(r => r.BrowserHash);
    }
}
