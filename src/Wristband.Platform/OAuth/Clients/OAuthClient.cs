using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Clients;

internal enum ClientType
{
    /// <summary>A server-side app: code and refresh token grants, with a secret.</summary>
    BackendServer,

    /// <summary>A public client: code and refresh token grants with PKCE, no secret.</summary>
    Native,

    /// <summary>A machine: client credentials only.</summary>
    MachineToMachine,
}

/// <summary>An OAuth 2 client of one application. Machines may belong to a tenant of it.</summary>
internal sealed class OAuthClient : IVersioned
{
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>
    /// The tenant whose machine this is, and beyond which it never reaches; null for the application's own clients. Whoever removes a
    /// tenant removes its clients: SQLite cannot add the reference without a migration that outlives its transaction (X-D23).
    /// </summary>
    public string? OwnerTenantId { get; init; }
    public required string Name { get; set; }
    public required ClientType Type { get; init; }
    public bool Enabled { get; set; } = true;

    /// <summary>The client's own Login Endpoint; the application's is used when null.</summary>
    public string? LoginUrl { get; set; }

    /// <summary>Redirect URIs, compared byte by byte; {tenant_name} stays literal (P-03). Native apps: any loopback port.</summary>
    public List<string> RedirectUris { get; set; } = [];

    /// <summary>SHA-256 of up to two active secrets (rotation), lower-case hex. They have 256 random bits: a fast hash is enough.</summary>
    public List<string> SecretHashes { get; set; } = [];

    /// <summary>
    /// Whether a confidential client has to use PKCE. Off only for libraries that have none: then every request needs a nonce, and
    /// the library has to check it (RFC 9700 2.1.1). A public client always has to.
    /// </summary>
    public bool RequireProofKey { get; set; } = true;

    /// <summary>Where the client wants to hear that a session ended (OpenID Connect Back-Channel Logout); null when it does not.</summary>
    public string? BackchannelLogoutUri { get; set; }

    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(30);
    public TimeSpan RefreshTokenIdleLifetime { get; set; } = TimeSpan.FromHours(24);
    public TimeSpan RefreshTokenAbsoluteLifetime { get; set; } = TimeSpan.FromDays(30);
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null as long as nothing was changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }
    public long Version { get; set; } = 1;
}

internal sealed class OAuthClientConfiguration : IEntityTypeConfiguration<OAuthClient>
{
    public void Configure(EntityTypeBuilder<OAuthClient> builder)
    {
        builder.HasKey(c => c.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(c => c.ApplicationId).OnDelete(DeleteBehavior.Cascade);

        // What a tenant calls its machines is nobody else's business.
        builder.HasIndex(c => new { c.ApplicationId, c.Name }).IsUnique().HasFilter("\"OwnerTenantId\" IS NULL");
        builder.HasIndex(c => new { c.OwnerTenantId, c.Name }).IsUnique();

        // Clients from before the setting all use PKCE.
        builder.Property(c => c.RequireProofKey).HasDefaultValue(true).ValueGeneratedNever();

        // A version of the platform that does not know the column writes clients, too.
        builder.Property(c => c.Version).HasDefaultValue(1L).ValueGeneratedNever().IsConcurrencyToken();
    }
}
