namespace Wristband.Platform.Branding;

/// <summary>
/// How somebody's hosted pages look, by the official names. The end of a name says what the value is: a colour, a size, an address. What is
/// null is left to the application, and what it leaves open to the platform.
/// </summary>
internal sealed record PageStyle
{
    public string? PageBackgroundType { get; init; }
    public string? PageBackgroundColor { get; init; }
    public string? PanelBackgroundColor { get; init; }
    public string? PanelTextColor { get; init; }
    public int? PanelBorderRadiusPixels { get; init; }
    public string? PanelBorderColor { get; init; }
    public bool? PanelBoxShadowEnabled { get; init; }
    public string? PrimaryButtonBackgroundColor { get; init; }
    public string? PrimaryButtonTextColor { get; init; }
    public int? PrimaryButtonBorderRadiusPixels { get; init; }
    public string? PrimaryButtonBorderColor { get; init; }
    public string? PrimaryButtonFocusColor { get; init; }
    public string? SecondaryButtonBackgroundColor { get; init; }
    public string? SecondaryButtonTextColor { get; init; }
    public int? SecondaryButtonBorderRadiusPixels { get; init; }
    public string? SecondaryButtonBorderColor { get; init; }
    public string? SecondaryButtonFocusColor { get; init; }
    public string? InputBackgroundColor { get; init; }
    public string? InputTextColor { get; init; }
    public int? InputBorderRadiusPixels { get; init; }
    public string? InputBorderColor { get; init; }
    public string? InputFocusColor { get; init; }
    public string? InputIconColor { get; init; }
    public string? InputIconButtonHoverColor { get; init; }
    public string? LinkColor { get; init; }
    public string? LinkHoverColor { get; init; }
    public string? SuccessColor { get; init; }
    public string? ErrorColor { get; init; }
    public int? LogoHeightPixels { get; init; }
    public string? LogoUrl { get; init; }
}
