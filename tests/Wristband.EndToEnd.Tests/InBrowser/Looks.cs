using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>What a page must hold whoever looks at it. Each look also leaves a picture in artifacts/screenshots.</summary>
internal static class Looks
{
    private static readonly AxeRunOptions OnlyContrast = new() { RunOnly = RunOnlyOptions.Rules("color-contrast") };

    /// <summary>
    /// On a phone and on a desk, light and dark. The dark scheme differs in its colours only, and the desk in its widths, so each is
    /// asked only what can differ. The page is left as wide as a desk.
    /// </summary>
    public static async Task ShouldBeFineEverywhereAsync(this IPage page, string picture)
    {
        await page.SetViewportSizeAsync(390, 844);
        await page.ShouldBeFineInBothSchemesAsync(picture + "-390");
        await page.SetViewportSizeAsync(1280, 844);
        await page.PictureAsync(picture + "-1280-light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await page.PictureAsync(picture + "-1280-dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.ShouldFitAsync();
    }

    /// <summary>In both colour schemes. The dark one differs in its colours only, so only those are looked at twice.</summary>
    public static async Task ShouldBeFineInBothSchemesAsync(this IPage page, string picture)
    {
        // Without motion nothing is on its way from one colour to another while it is looked at.
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await page.ShouldBeFineAsync(picture + "-light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await page.PictureAsync(picture + "-dark");
        Findings(await page.RunAxe(OnlyContrast)).ShouldBeEmpty($"{page.Url} (dark)");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    public static async Task ShouldBeFineAsync(this IPage page, string? picture = null)
    {
        if (picture is not null) await page.PictureAsync(picture);
        Findings(await page.RunAxe()).ShouldBeEmpty(page.Url);
        await page.ShouldFitAsync();
    }

    private static async Task ShouldFitAsync(this IPage page) =>
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, page.Url);

    private static IEnumerable<string> Findings(AxeResult result) =>
        result.Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Select(n => n.Html))})");

    private static async Task PictureAsync(this IPage page, string name) =>
        await page.ScreenshotAsync(
            new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", name + ".png"), FullPage = true });
}
