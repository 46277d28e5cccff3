using System.Globalization;
using System.Text.RegularExpressions;
using Wristband.Platform.Branding;

namespace Wristband.Platform.Tests.Branding;

/// <summary>WCAG 1.4.3 and 1.4.11 for whatever an application or a tenant chooses, and nothing chosen without effect.</summary>
public partial class PageStylesheetTests
{
    /// <summary>What is read or seen, on what, with the least contrast.</summary>
    private static readonly (string Front, string Back, double Least)[] Pairs =
    [
        ("--ink", "--surface", 4.5), ("--ink", "--code", 4.5), ("--muted", "--surface", 4.5), ("--page-muted", "--bg", 4.5),
        ("--brand-ink", "--brand", 4.5), ("--brand", "--surface", 3), ("--control", "--surface", 3), ("--ok", "--surface", 4.5),
        ("--bad", "--surface", 4.5), ("--focus", "--surface", 3), ("--button-focus", "--surface", 3), ("--quiet-ink", "--quiet", 4.5),
        ("--quiet-ink", "--quiet-hover", 4.5), ("--quiet-line", "--surface", 3), ("--quiet-focus", "--surface", 3),
        ("--field-ink", "--field", 4.5), ("--field-line", "--surface", 3), ("--field-focus", "--surface", 3), ("--icon", "--field", 4.5),
        ("--icon-hover-ink", "--icon-hover", 4.5), ("--link", "--surface", 4.5), ("--link-hover", "--surface", 4.5),
    ];

    [Fact]
    public void Whatever_is_chosen_can_be_read_and_seen()
    {
        var random = new Random(20260128);
        for (var round = 0; round < 2000; round++)
        {
            var style = Chosen(_ => random.Next(4) == 0 ? null : $"#{random.Next(0x1000000):x6}");
            foreach (var block in Blocks(PageStylesheet.Of(style)))
            {
                foreach (var (front, back, least) in Pairs)
                {
                    if (!block.TryGetValue(front, out var a) || !block.TryGetValue(back, out var b)) continue;
                    Contrast(a, b).ShouldBeGreaterThanOrEqualTo(least, $"{front} {a} on {back} {b} of {style}");
                }
            }
        }
    }

    [Fact]
    public void A_colour_as_it_was_chosen_can_fail() => Contrast("#ffffff", "#00aa81").ShouldBeLessThan(4.5);

    [Fact]
    public void Every_field_has_an_effect()
    {
        var whole = new PageStyle
        {
            PanelBackgroundColor = "#ffffff",
            PrimaryButtonBackgroundColor = "#1f5fbf",
            SecondaryButtonBackgroundColor = "#ffffff",
        };
        var usual = PageStylesheet.Of(whole);
        // The type says what the colour is for and has one value; the logo's address is in the page itself.
        var fields = typeof(PageStyle).GetProperties().Where(p => p.Name is not ("PageBackgroundType" or "LogoUrl") && p.CanWrite).ToList();

        fields.Count.ShouldBe(28);
        foreach (var field in fields)
        {
            var other = whole with { };
            // What cannot be read on the button makes way for white or black.
            var color = field.Name == nameof(PageStyle.PrimaryButtonTextColor) ? "#fff3c4" : "#33425a";
            object value = field.PropertyType == typeof(string) ? color : field.PropertyType == typeof(bool?) ? false : 5;
            field.SetValue(other, value);
            PageStylesheet.Of(other).ShouldNotBe(usual, field.Name);
        }
    }

    [Fact]
    public void Whoever_chooses_the_ground_chooses_it_for_every_screen()
    {
        var light = PageStylesheet.Of(new PageStyle { PanelBackgroundColor = "#ffffff" });
        var dark = PageStylesheet.Of(new PageStyle { PageBackgroundColor = "#101010" });
        var open = PageStylesheet.Of(new PageStyle { LinkColor = "#1f5fbf" });

        light.ShouldContain("color-scheme: light;");
        light.ShouldNotContain("prefers-color-scheme");
        dark.ShouldContain("color-scheme: dark;");
        open.ShouldContain("@media (prefers-color-scheme: dark)");
    }

    [Theory]
    [InlineData("red}body{display:none")]
    [InlineData("#00000")]
    [InlineData("url(https://evil.example)")]
    public void P51_what_is_no_colour_gets_into_no_stylesheet(string text) =>
        PageStylesheet.Of(Chosen(_ => text)).ShouldBe(PageStylesheet.Of(new PageStyle()));

    private static PageStyle Chosen(Func<string, string?> color)
    {
        var style = new PageStyle();
        foreach (var field in typeof(PageStyle).GetProperties().Where(p => p.Name.EndsWith("Color", StringComparison.Ordinal)))
            field.SetValue(style, color(field.Name));
        return style;
    }

    private static IEnumerable<Dictionary<string, string>> Blocks(string css) => Root().Matches(css)
        .Select(block => Variable().Matches(block.Value).ToDictionary(v => v.Groups["name"].Value, v => v.Groups["value"].Value));

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string color)
    {
        var channels = Enumerable.Range(0, 3).Select(i => int.Parse(color.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, null) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    [GeneratedRegex(@":root \{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Root();

    [GeneratedRegex("(?<name>--[a-z-]+): (?<value>#[0-9a-f]{6});", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
