using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Management.Api;

/// <summary>What a request with an Idempotency-Key was answered, for whoever sends it again within a day.</summary>
internal sealed class IdempotentAnswer : IApplicationOwned
{
    /// <summary>A hash of the caller and their key.</summary>
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }

    /// <summary>The caller's own tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>A hash of the request, so that the key of one is no key to another.</summary>
    public required string Fingerprint { get; init; }
    public required int Status { get; init; }

    /// <summary>The answer, sealed: it may hold a secret that is shown once. Null for one without a body.</summary>
    public string? Body { get; init; }
    public string? ETag { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class IdempotentAnswerConfiguration : IEntityTypeConfiguration<IdempotentAnswer>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
    {
        builder.HasKey(a => a.Id);
        builder.HasOne<Application>().WithMany().HasForeignKey(a => a.ApplicationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Tenant>().WithMany().HasForeignKey(a => a.TenantId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(a => new { a.ApplicationId, a.CreatedAt });
    }
}
