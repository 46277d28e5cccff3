using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// What a page must hold whoever looks at it. Each look also leaves a picture in artifacts/screenshots. No page has a frame, so axe
/// runs in the page alone, and tells what is wrong only: its Playwright package opens a second page for each look, and reads all of
/// what is right.
/// </summary>
internal static class Looks
{
    private const string Everything = "{ resultTypes: ['violations'] }";
    private const string OnlyContrast = "{ resultTypes: ['violations'], runOnly: ['color-contrast'] }";
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

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
        (await page.FindingsAsync(OnlyContrast)).ShouldBeEmpty($"{page.Url} (dark)");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    public static async Task ShouldBeFineAsync(this IPage page, string? picture = null)
    {
        if (picture is not null) await page.PictureAsync(picture);
        (await page.FindingsAsync(Everything)).ShouldBeEmpty(page.Url);
        await page.ShouldFitAsync();
    }

    /// <summary>On the smallest phone and on a desk: nothing is wider than the box that it stands in.</summary>
    public static async Task ShouldHoldEverythingAsync(this IPage page)
    {
        foreach (var width in new[] { 320, 1280 })
        {
            await page.SetViewportSizeAsync(width, 844);
            (await page.StickingOutAsync()).ShouldBeEmpty($"{page.Url} at {width}");
            await page.ShouldFitAsync();
        }
    }

    public static async Task<string[]> StickingOutAsync(this IPage page)
    {
        // A click that leads on does not wait: without its stylesheet every page sticks out.
        await page.WaitForLoadStateAsync(LoadState.Load);
        return await page.EvaluateAsync<string[]>(
            """
            [...document.body.querySelectorAll('*')]
                .filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'visible')
                .map(e => e.outerHTML.slice(0, 200))
            """);
    }

    private static async Task ShouldFitAsync(this IPage page) =>
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, page.Url);

    private static async Task<string[]> FindingsAsync(this IPage page, string options)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>(
            "async () => (await axe.run(document, " + options + "))"
            + ".violations.map(v => `${v.id}: ${v.help} (${v.nodes.map(n => n.html).join(', ')})`)");
    }

    private static async Task PictureAsync(this IPage page, string name) =>
        await page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Repository.Root, "artifacts", "screenshots", name + ".jpg"),
            FullPage = true,
            // A quarter of the work and of the bytes of a PNG.
            Type = ScreenshotType.Jpeg,
            Quality = 85,
        });
}
