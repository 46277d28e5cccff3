using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>
/// What to change about a style: for each of its fields a change of the same name. Who makes a look has to name its owner, who is its owner
/// for ever.
/// </summary>
internal interface IStyleChange
{
    OwnerType? OwnerType { get; }
    string? OwnerId { get; }
}
