using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Wristband.Platform.Branding;

/// <summary>
/// A tenant's colour with everything that follows from it: the ink that is readable on it, and a lighter variant with its ink
/// for dark screens. A colour that would hide a button from people who see contrast badly is refused (WCAG 1.4.3, 1.4.11).
/// </summary>
internal sealed record BrandColor(string Light, string LightInk, string Dark, string DarkInk)
{
    private const double Text = 4.5;
    private const double Control = 3;
    private static readonly Rgb White = new(255, 255, 255);
    private static readonly Rgb Black = new(0, 0, 0);
    private static readonly Rgb Ink = new(0x1b, 0x0a, 0x13);
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
        if (Rgb.Contrast(brand, LightPage) < Control)
        {
            problem = $"WB2111: {text} is too light for a button on a white page. Choose a darker colour.";
            return false;
        }
        var dark = brand;
        for (var step = 0; Rgb.Contrast(dark, DarkSurface) < Text && step < 100; step++) dark = dark.Towards(White, 0.04);
        color = new BrandColor(brand.ToString(), InkOn(brand), dark.ToString(), InkOn(dark));
        return true;
    }

    // White or black: one of them is always readable. A tinted black is kinder where it suffices.
    private static string InkOn(Rgb background) => (Rgb.Contrast(White, background) >= Text ? White
        : Rgb.Contrast(Ink, background) >= Text ? Ink : Black).ToString();

    private readonly record struct Rgb(double R, double G, double B)
    {
        public static Rgb? Parse(string? text) =>
            text is ['#', ..] && text.Length == 7
                && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var n)
                ? new Rgb(n >> 16, n >> 8 & 255, n & 255)
                : null;

        public static double Contrast(Rgb a, Rgb b)
        {
            var (x, y) = (a.Luminance, b.Luminance);
            return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
        }

        public Rgb Towards(Rgb other, double part) =>
            new(R + (other.R - R) * part, G + (other.G - G) * part, B + (other.B - B) * part);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"#{(int)Math.Round(R):x2}{(int)Math.Round(G):x2}{(int)Math.Round(B):x2}");

        private double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

        private static double Linear(double channel)
        {
            var c = channel / 255;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
    }
}
