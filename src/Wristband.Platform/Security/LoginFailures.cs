using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Security;

/// <summary>
/// Straight login failures for one identifier at one tenant, whether or not such a user exists, so that a lockout
/// says nothing about existence (P-30) and survives restarts (P-36). A browser that signed in before is counted apart (P-37).
/// </summary>
internal sealed class LoginFailures : ITenantOwned
{
    /// <summary>The device of everybody who is not known.</summary>
    public const string AnyDevice = "";

    public required string TenantId { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>SHA-256 of the canonical identifier, lower-case hex.</summary>
    public required string IdentifierHash { get; init; }

    /// <summary>The known device, or <see cref="AnyDevice"/>.</summary>
    public string Device { get; init; } = AnyDevice;
    public int Count { get; set; }

    /// <summary>When the attempts of the last window were, in Unix milliseconds, oldest first.</summary>
    public List<long> RecentAttempts { get; set; } = [];
    public DateTimeOffset RetryAt { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

internal sealed class LoginFailuresConfiguration : IEntityTypeConfiguration<LoginFailures>
{
    public void Configure(EntityTypeBuilder<LoginFailures> builder)
    {
        builder.HasKey(f => new { f.TenantId, f.IdentifierHash, f.Device });
        builder.HasOne<Tenant>().WithMany().HasForeignKey(f => f.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(f => f.UpdatedAt);
    }
}
