namespace Wristband.Platform.Branding;

/// <summary>The platform's own colours, as platform.css has them, for one scheme.</summary>
internal sealed record Palette(string Scheme, Rgb Page, Rgb Surface)
{
    public required Rgb Line { get; init; }
    public required Rgb Control { get; init; }
    public required Rgb Ink { get; init; }
    public required Rgb Muted { get; init; }
    public required Rgb Brand { get; init; }
    public required Rgb Ok { get; init; }
    public required Rgb Warn { get; init; }
    public required Rgb Bad { get; init; }
    public required Rgb Info { get; init; }

    /// <summary>How far a button stands out: on dark screens it is read like text.</summary>
    public required double Button { get; init; }

    public static Palette Light { get; } = new("light", Of("#f7f7f5"), Of("#ffffff"))
    {
        Line = Of("#dcdcd6"),
        Control = Of("#8a8a82"),
        Ink = Of("#1d1f21"),
        Muted = Of("#5b5e63"),
        Brand = Of("#c2137f"),
        Ok = Of("#1a7f4b"),
        Warn = Of("#8a5a00"),
        Bad = Of("#b3261e"),
        Info = Of("#1f5fbf"),
        Button = Rgb.Control,
    };

    public static Palette Dark { get; } = new("dark", Of("#131416"), Of("#1b1d20"))
    {
        Line = Of("#2e3136"),
        Control = Of("#74787f"),
        Ink = Of("#ececea"),
        Muted = Of("#a4a7ac"),
        Brand = Of("#f06cb8"),
        Ok = Of("#5fd08f"),
        Warn = Of("#e6b450"),
        Bad = Of("#ff8a80"),
        Info = Of("#8ab8ff"),
        Button = Rgb.Text,
    };

    private static Rgb Of(string color) => Rgb.Parse(color)!.Value;
}
