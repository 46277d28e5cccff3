using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;

namespace Wristband.Platform.Audit;

/// <summary>Something that happened and stays written (P-56): append-only, no secrets.</summary>
internal sealed class AuditEvent : IApplicationOwned
{
    public long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }

    /// <summary>A stable dotted name such as login.succeeded or token.reuse.</summary>
    public required string Type { get; init; }
    public string? UserId { get; init; }
    public string? ClientId { get; init; }
    public string? IpAddress { get; init; }
    public string? Detail { get; init; }
}

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.HasKey(e => e.Sequence);
        builder.HasIndex(e => new { e.ApplicationId, e.TenantId, e.At });
    }
}
