using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;

namespace Wristband.DemoApp.Data;

/// <summary>One number that a tenant's members count up together.</summary>
[PrimaryKey(nameof(TenantId))]
internal sealed class Counter : ITenantRow
{
    [MaxLength(64)]
    public required string TenantId { get; init; }

    public int Value { get; set; }
}
