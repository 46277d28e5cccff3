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

    /// <summary>The person who did it, when somebody did it to something: whoever it is about is in <see cref="UserId"/>.</summary>
    public string? ActorUserId { get; init; }

    /// <summary>The machine that did it, or the client that spoke for the person.</summary>
    public string? ActorClientId { get; init; }

    /// <summary>What was changed: "role", "tenant" and so on, with its id.</summary>
    public string? SubjectType { get; init; }
    public string? SubjectId { get; init; }

    /// <summary>The changed fields as they were, a JSON object.</summary>
    public string? Before { get; init; }

    /// <summary>The changed fields as they are now, a JSON object.</summary>
    public string? After { get; init; }
}

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.HasKey(e => e.Sequence);
        builder.HasIndex(e => new { e.ApplicationId, e.TenantId, e.At });
    }
}
