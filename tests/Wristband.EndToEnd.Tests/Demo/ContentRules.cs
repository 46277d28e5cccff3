using AngleSharp.Dom;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>What the demo's content security policy would block, found in the markup itself.</summary>
internal static class ContentRules
{
    public static IReadOnlyList<string> Violations(IDocument page) =>
    [
        .. page.QuerySelectorAll("style").Select(e => e.OuterHtml),
        .. page.QuerySelectorAll("script:not([src])").Select(e => e.OuterHtml),
        .. page.QuerySelectorAll("[style]").Select(e => e.OuterHtml),
        .. page.All.Where(e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.Ordinal))).Select(e => e.OuterHtml),
        .. page.QuerySelectorAll("script[src],img[src],link[href],iframe[src]").Where(LeadsElsewhere).Select(e => e.OuterHtml),
    ];

    private static bool LeadsElsewhere(IElement element)
    {
        var target = element.GetAttribute("src") ?? element.GetAttribute("href") ?? "";
        return !target.StartsWith('/') || target.StartsWith("//", StringComparison.Ordinal);
    }
}
