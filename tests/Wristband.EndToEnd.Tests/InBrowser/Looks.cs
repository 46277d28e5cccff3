using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>What a page must hold whoever looks at it. Each look also leaves a picture in artifacts/screenshots.</summary>
internal static class Looks
{
    public static async Task ShouldBeFineAsync(this IPage page, string? picture = null)
    {
        if (picture is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screenshots", picture + ".png"), FullPage = true });
        var findings = (await page.RunAxe()).Violations.Select(v => $"{v.Id}: {v.Help} ({string.Join(", ", v.Nodes.Select(n => n.Html))})");
        findings.ShouldBeEmpty(page.Url);
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBeLessThanOrEqualTo(0, page.Url);
    }
}
