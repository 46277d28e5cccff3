using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>What to change about a <see cref="PageStyle"/>, field by field.</summary>
internal sealed record PageStyleChange : IStyleChange
{
    public OwnerType? OwnerType { get; init; }
    public string? OwnerId { get; init; }
    public Change<string?> PageBackgroundType { get; init; }
    public Change<string?> PageBackgroundColor { get; init; }
    public Change<string?> PanelBackgroundColor { get; init; }
    public Change<string?> PanelTextColor { get; init; }
    public Change<int?> PanelBorderRadiusPixels { get; init; }
    public Change<string?> PanelBorderColor { get; init; }
    public Change<bool?> PanelBoxShadowEnabled { get; init; }
    public Change<string?> PrimaryButtonBackgroundColor { get; init; }
    public Change<string?> PrimaryButtonTextColor { get; init; }
    public Change<int?> PrimaryButtonBorderRadiusPixels { get; init; }
    public Change<string?> PrimaryButtonBorderColor { get; init; }
    public Change<string?> PrimaryButtonFocusColor { get; init; }
    public Change<string?> SecondaryButtonBackgroundColor { get; init; }
    public Change<string?> SecondaryButtonTextColor { get; init; }
    public Change<int?> SecondaryButtonBorderRadiusPixels { get; init; }
    public Change<string?> SecondaryButtonBorderColor { get; init; }
    public Change<string?> SecondaryButtonFocusColor { get; init; }
    public Change<string?> InputBackgroundColor { get; init; }
    public Change<string?> InputTextColor { get; init; }
    public Change<int?> InputBorderRadiusPixels { get; init; }
    public Change<string?> InputBorderColor { get; init; }
    public Change<string?> InputFocusColor { get; init; }
    public Change<string?> InputIconColor { get; init; }
    public Change<string?> InputIconButtonHoverColor { get; init; }
    public Change<string?> LinkColor { get; init; }
    public Change<string?> LinkHoverColor { get; init; }
    public Change<string?> SuccessColor { get; init; }
    public Change<string?> ErrorColor { get; init; }
    public Change<int?> LogoHeightPixels { get; init; }
    public Change<string?> LogoUrl { get; init; }
}
