using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Wristband.Platform.Security;

/// <summary>One row: a value that everybody knows, sealed under the master key that this database belongs to.</summary>
internal sealed class MasterKeyCheck
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public required byte[] SealedValue { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Written by the readiness check, which proves with it that the database takes writes.</summary>
    public DateTimeOffset ProbedAt { get; set; }
}

internal sealed class MasterKeyCheckConfiguration : IEntityTypeConfiguration<MasterKeyCheck>
{
    public void Configure(EntityTypeBuilder<MasterKeyCheck> builder)
    {
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}
