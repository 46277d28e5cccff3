using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>Whose look is changed, and what of it. Who makes one has to name the owner; it never changes afterwards.</summary>
internal abstract record StyleChange
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
}
