namespace Wristband.Platform.Branding;

/// <summary>How a mail looks: its buttons, whose text can always be read, and the logo.</summary>
internal sealed record MailLook(string ButtonColor, string ButtonInk, string? ButtonBorder, int ButtonRadius)
{
    public string? LogoUrl { get; init; }
    public int LogoHeight { get; init; } = 40;

    /// <summary>Null lets it follow from the height.</summary>
    public int? LogoWidth { get; init; }

    public static MailLook Usual { get; } = new("#1f5fbf", "#ffffff", ButtonBorder: null, ButtonRadius: 8);

    public static MailLook Of(EmailBranding? ofTenant, EmailBranding? ofApplication, string? applicationLogoUrl) => Of(
        ofTenant is null ? null : StyleFields<EmailStyle>.Read(ofTenant.Style),
        ofApplication is null ? null : StyleFields<EmailStyle>.Read(ofApplication.Style),
        applicationLogoUrl);

    /// <summary>What the tenant chose, else the application, else the platform.</summary>
    public static MailLook Of(EmailStyle? ofTenant, EmailStyle? ofApplication, string? applicationLogoUrl)
    {
        var style = StyleFields<EmailStyle>.Merge(ofTenant, ofApplication);
        var button = Rgb.Parse(style.PrimaryButtonBackgroundColor) ?? Rgb.Parse(Usual.ButtonColor)!.Value;
        var ink = Rgb.Parse(style.PrimaryButtonTextColor) is { } wanted && Rgb.Contrast(wanted, button) >= Rgb.Text ? wanted : button.Ink;
        return new MailLook(
            button.ToString(), ink.ToString(), Rgb.Parse(style.PrimaryButtonBorderColor)?.ToString(),
            style.PrimaryButtonBorderRadiusPixels ?? Usual.ButtonRadius)
        {
            LogoUrl = style.LogoUrl ?? applicationLogoUrl,
            LogoHeight = style.LogoHeightPixels ?? Usual.LogoHeight,
            LogoWidth = style.LogoWidthPixels,
        };
    }
}
