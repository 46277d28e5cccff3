using System.Globalization;

namespace Wristband.Platform.Branding;

/// <summary>A colour, and how well one is told from another (WCAG 1.4.3, 1.4.11).</summary>
internal readonly record struct Rgb(double R, double G, double B)
{
    /// <summary>The least contrast of text.</summary>
    public const double Text = 4.5;

    /// <summary>The least contrast of what is to be seen but not read: a button, the border of a field.</summary>
    public const double Control = 3;

    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(0, 0, 0);
    private static readonly Rgb TintedBlack = new(0x1b, 0x0a, 0x13);

    /// <summary>Reads #rrggbb; null when it is anything else.</summary>
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

    /// <summary>White or black, which can be read on this: one of them always can. A tinted black is kinder where it suffices.</summary>
    public Rgb Ink => Contrast(White, this) >= Text ? White : Contrast(TintedBlack, this) >= Text ? TintedBlack : Black;

    /// <summary>Whether white is easier to read on this than black.</summary>
    public bool IsDark => Contrast(White, this) > Contrast(Black, this);

    public Rgb Towards(Rgb other, double part) => new(R + (other.R - R) * part, G + (other.G - G) * part, B + (other.B - B) * part);

    /// <summary>This background under the pointer: a little different, and no harder to read from.</summary>
    public Rgb Pointed
    {
        get
        {
            var (ink, paper) = IsDark ? (White, Black) : (Black, White);
            var nearer = Towards(ink, 0.06).Rounded;
            return Contrast(ink, nearer) >= Text ? nearer : Towards(paper, 0.06).Rounded;
        }
    }

    /// <summary>This colour, moved away from the background until it is told from it.</summary>
    public Rgb Against(Rgb background, double least) => Against(background, background, least);

    /// <summary>The same for a background and what becomes of it under the pointer.</summary>
    public Rgb Against(Rgb background, Rgb pointed, double least)
    {
        var away = background.IsDark ? White : Black;
        var color = this;
        for (var step = 0; step < 200 && Math.Min(Contrast(color.Rounded, background), Contrast(color.Rounded, pointed)) < least; step++)
            color = color.Towards(away, 0.04);
        return color.Rounded;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"#{(int)Math.Round(R):x2}{(int)Math.Round(G):x2}{(int)Math.Round(B):x2}");

    private Rgb Rounded => new(Math.Round(R), Math.Round(G), Math.Round(B));

    private double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    private static double Linear(double channel)
    {
        var c = channel / 255;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }
}
