using System.Diagnostics.CodeAnalysis;

namespace Wristband.Platform.Branding;

/// <summary>
/// A tenant's colour with everything that follows from it: the ink that is readable on it, and a lighter variant with its ink
/// for dark screens. A colour that would hide a button from people who see contrast badly is refused (WCAG 1.4.3, 1.4.11).
/// </summary>
internal sealed record BrandColor(string Light, string LightInk, string Dark, string DarkInk)
{
    private static readonly Rgb LightPage = new(0xf7, 0xf7, 0xf5);
    private static readonly Rgb DarkSurface = new(0x1b, 0x1d, 0x20);

    public static bool TryParse(string? text, [NotNullWhen(true)] out BrandColor? color, [NotNullWhen(false)] out string? problem)
    {
        color = null;
        problem = null;
        if (Rgb.Parse(text) is not { } brand)
        {
            problem = "WB2110: A brand colour is written as #rrggbb, for example #1f5fbf.";
            return false;
        }
        if (Rgb.Contrast(brand, LightPage) < Rgb.Control)
        {
            problem = $"WB2111: {text} is too light for a button on a white page. Choose a darker colour.";
            return false;
        }
        var dark = brand.Against(DarkSurface, Rgb.Text);
        color = new BrandColor(brand.ToString(), brand.Ink.ToString(), dark.ToString(), dark.Ink.ToString());
        return true;
    }
}
