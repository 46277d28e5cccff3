using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Wristband.DemoApp.Data;

/// <summary>Something that the members of one tenant write down for each other.</summary>
[PrimaryKey(nameof(TenantId), nameof(Id))]
[Index(nameof(TenantId), nameof(ChangedAt))]
internal sealed class Note : ITenantRow
{
    public const int LongestTitle = 100;
    public const int LongestText = 2000;

    [MaxLength(64)]
    public required string TenantId { get; init; }

    [MaxLength(32)]
    public required string Id { get; init; }

    [MaxLength(LongestTitle)]
    public required string Title { get; set; }

    [MaxLength(LongestText)]
    public required string Text { get; set; }

    /// <summary>Whoever wrote or changed it last, by name.</summary>
    [MaxLength(200)]
    public required string ChangedBy { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Grows with each change. A change that started from an older one is refused.</summary>
    [ConcurrencyCheck]
    public int Version { get; set; }
}
