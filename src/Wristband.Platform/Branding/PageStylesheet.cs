using System.Globalization;
using System.Text;

namespace Wristband.Platform.Branding;

/// <summary>
/// A style as CSS: values for the variables of platform.css. Whatever colours somebody chose, text stays readable and controls stay
/// visible: a colour that would hide something is moved until it does not (WCAG 1.4.3, 1.4.11). Only colours and numbers that were parsed
/// get in here, so that no style can become another rule.
/// </summary>
internal static class PageStylesheet
{
    public static string Of(PageStyle style)
    {
        // Whoever chose the ground chose it for every screen. Without one, light and dark remain what each person prefers.
        if ((Rgb.Parse(style.PanelBackgroundColor) ?? Rgb.Parse(style.PageBackgroundColor)) is { } ground)
            return $":root {{ {Variables(style, ground.IsDark ? Palette.Dark : Palette.Light)} }}\n";
        return $":root {{ {Variables(style, Palette.Light)} }}\n"
            + $"@media (prefers-color-scheme: dark) {{ :root {{ {Variables(style, Palette.Dark)} }} }}\n";
    }

    private static string Variables(PageStyle style, Palette palette)
    {
        var css = new StringBuilder();
        var page = Rgb.Parse(style.PageBackgroundColor) ?? palette.Page;
        var surface = Rgb.Parse(style.PanelBackgroundColor) ?? palette.Surface;
        var ink = (Rgb.Parse(style.PanelTextColor) ?? palette.Ink).Against(surface, surface.Pointed, Rgb.Text);
        Button(css, style, palette, surface);
        Add(css, "color-scheme", palette.Scheme);
        Add(css, "--bg", page);
        Add(css, "--surface", surface);
        Add(css, "--code", surface.Pointed);
        Add(css, "--ink", ink);
        Add(css, "--muted", palette.Muted.Against(surface, Rgb.Text));
        Add(css, "--page-muted", palette.Muted.Against(page, Rgb.Text));
        Add(css, "--line", palette.Line);
        Add(css, "--control", palette.Control.Against(surface, Rgb.Control));
        Add(css, "--ok", (Rgb.Parse(style.SuccessColor) ?? palette.Ok).Against(surface, Rgb.Text));
        Add(css, "--warn", palette.Warn.Against(surface, Rgb.Text));
        Add(css, "--bad", (Rgb.Parse(style.ErrorColor) ?? palette.Bad).Against(surface, Rgb.Text));
        Add(css, "--info", palette.Info.Against(surface, Rgb.Text));
        Add(css, "--focus", palette.Info.Against(surface, Rgb.Control));
        Add(css, "--panel-line", Rgb.Parse(style.PanelBorderColor));
        Add(css, "--panel-radius", style.PanelBorderRadiusPixels);
        if (style.PanelBoxShadowEnabled == false) Add(css, "--shadow", "none");
        SecondButton(css, style, surface);
        Fields(css, style, palette, surface);
        Add(css, "--link", Rgb.Parse(style.LinkColor)?.Against(surface, Rgb.Text));
        Add(css, "--link-hover", Rgb.Parse(style.LinkHoverColor)?.Against(surface, Rgb.Text));
        Add(css, "--logo-height", style.LogoHeightPixels);
        if (style.LogoHeightPixels is not null) Add(css, "--logo-width", "auto");
        return css.ToString().TrimEnd();
    }

    private static void Button(StringBuilder css, PageStyle style, Palette palette, Rgb surface)
    {
        var brand = (Rgb.Parse(style.PrimaryButtonBackgroundColor) ?? palette.Brand).Against(surface, palette.Button);
        Add(css, "--brand", brand);
        Add(css, "--brand-ink", Readable(style.PrimaryButtonTextColor, brand));
        Add(css, "--button-line", Rgb.Parse(style.PrimaryButtonBorderColor));
        Add(css, "--button-radius", style.PrimaryButtonBorderRadiusPixels);
        Add(css, "--button-focus", Rgb.Parse(style.PrimaryButtonFocusColor)?.Against(surface, Rgb.Control));
    }

    private static void SecondButton(StringBuilder css, PageStyle style, Rgb surface)
    {
        var background = Rgb.Parse(style.SecondaryButtonBackgroundColor);
        var ground = background ?? surface;
        Add(css, "--quiet", background);
        Add(css, "--quiet-hover", background?.Pointed);
        var text = Rgb.Parse(style.SecondaryButtonTextColor) ?? background?.Ink;
        Add(css, "--quiet-ink", text?.Against(ground, ground.Pointed, Rgb.Text));
        Add(css, "--quiet-line", Rgb.Parse(style.SecondaryButtonBorderColor)?.Against(surface, Rgb.Control));
        Add(css, "--quiet-radius", style.SecondaryButtonBorderRadiusPixels);
        Add(css, "--quiet-focus", Rgb.Parse(style.SecondaryButtonFocusColor)?.Against(surface, Rgb.Control));
    }

    private static void Fields(StringBuilder css, PageStyle style, Palette palette, Rgb surface)
    {
        var field = Rgb.Parse(style.InputBackgroundColor) ?? surface;
        Add(css, "--field", field);
        Add(css, "--field-ink", (Rgb.Parse(style.InputTextColor) ?? palette.Ink).Against(field, Rgb.Text));
        Add(css, "--field-line", (Rgb.Parse(style.InputBorderColor) ?? palette.Control).Against(surface, Rgb.Control));
        Add(css, "--field-radius", style.InputBorderRadiusPixels);
        Add(css, "--field-focus", Rgb.Parse(style.InputFocusColor)?.Against(surface, Rgb.Control));
        var icon = (Rgb.Parse(style.InputIconColor) ?? palette.Muted).Against(field, Rgb.Text);
        Add(css, "--icon", icon);
        var hover = Rgb.Parse(style.InputIconButtonHoverColor);
        Add(css, "--icon-hover", hover);
        Add(css, "--icon-hover-ink", icon.Against(hover ?? field, Rgb.Text));
    }

    private static Rgb Readable(string? wanted, Rgb background) =>
        Rgb.Parse(wanted) is { } ink && Rgb.Contrast(ink, background) >= Rgb.Text ? ink : background.Ink;

    private static void Add(StringBuilder css, string name, Rgb? color)
    {
        if (color is not null) Add(css, name, color.Value.ToString());
    }

    private static void Add(StringBuilder css, string name, int? pixels)
    {
        if (pixels is not null) Add(css, name, pixels.Value.ToString(CultureInfo.InvariantCulture) + "px");
    }

    private static void Add(StringBuilder css, string name, string value) =>
        css.Append(name).Append(": ").Append(value).Append("; ");
}
