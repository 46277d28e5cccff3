using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Wristband.DemoApp.Data;

/// <summary>A person who has signed in, as this application knows them. The same person in another tenant is another row.</summary>
[PrimaryKey(nameof(TenantId), nameof(UserId))]
internal sealed class Member : ITenantRow
{
    [MaxLength(64)]
    public required string TenantId { get; init; }

    [MaxLength(64)]
    public required string UserId { get; init; }

    [MaxLength(200)]
    public required string Name { get; set; }

    [MaxLength(320)]
    public string? Email { get; set; }

    [MaxLength(16)]
    public required string Group { get; set; }

    public DateTimeOffset FirstSignIn { get; init; }

    public DateTimeOffset LastSignIn { get; set; }

    /// <summary>What happened at the last sign-in, for the page that shows it.</summary>
    [MaxLength(16_000)]
    public string? LastSignInSteps { get; set; }
}
