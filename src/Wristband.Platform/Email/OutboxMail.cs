using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Wristband.Platform.Data;

namespace Wristband.Platform.Email;

/// <summary>A mail that was promised in the same transaction as its cause, and is delivered at least once (P-61).</summary>
internal sealed class OutboxMail : IApplicationOwned
{
    public const int LongestError = 200;

    /// <summary>The order in which mails were promised.</summary>
    public long Sequence { get; init; }
    public required string Id { get; init; }
    public required string ApplicationId { get; init; }
    public string? TenantId { get; init; }

    /// <summary>The same cause writes the same key, so it is mailed once.</summary>
    public required string DeduplicationKey { get; init; }
    public required string ToAddress { get; init; }
    public required string FromName { get; init; }
    public required string Subject { get; init; }

    /// <summary>Encrypted: bodies hold one-time links. Emptied after delivery outside the mailbox.</summary>
    public required string ProtectedBody { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public int Attempts { get; set; }
    public DateTimeOffset NextAttemptAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>Set when trying again is of no use.</summary>
    public DateTimeOffset? AbandonedAt { get; set; }
    public string? LastError { get; set; }
}

internal sealed class OutboxMailConfiguration : IEntityTypeConfiguration<OutboxMail>
{
    public void Configure(EntityTypeBuilder<OutboxMail> builder)
    {
        builder.HasKey(m => m.Sequence);
        builder.HasIndex(m => m.Id).IsUnique();
        builder.HasIndex(m => m.ToAddress);
        builder.HasIndex(m => m.DeduplicationKey).IsUnique();
        builder.HasIndex(m => new { m.SentAt, m.AbandonedAt, m.NextAttemptAt });
    }
}
