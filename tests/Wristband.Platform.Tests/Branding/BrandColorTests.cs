using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Branding;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Branding;

/// <summary>WCAG 1.4.3 and 1.4.11 for whatever colour a tenant chooses.</summary>
public class BrandColorTests(SharedPlatform shared)
{
    [Theory]
    [InlineData("#1f5fbf", "#ffffff")]
    [InlineData("#1a7f4b", "#ffffff")]
    [InlineData("#c2137f", "#ffffff")]
    [InlineData("#000000", "#ffffff")]
    [InlineData("#c97000", "#1b0a13")]
    [InlineData("#0077dd", "#000000")]
    public void Ink_is_what_can_be_read_on_the_colour(string color, string ink)
    {
        BrandColor.TryParse(color, out var brand, out _).ShouldBeTrue();

        brand!.Light.ShouldBe(color);
        brand.LightInk.ShouldBe(ink);
    }

    [Fact]
    public void Every_accepted_colour_can_be_read_in_light_and_dark()
    {
        var levels = Enumerable.Range(0, 16).Select(i => i * 17).ToList();
        var colors = from r in levels from g in levels from b in levels select $"#{r:x2}{g:x2}{b:x2}";
        var accepted = 0;

        foreach (var color in colors)
        {
            if (!BrandColor.TryParse(color, out var brand, out _)) continue;
            accepted++;
            Contrast(brand.Light, brand.LightInk).ShouldBeGreaterThanOrEqualTo(4.5, color);
            Contrast(brand.Dark, brand.DarkInk).ShouldBeGreaterThanOrEqualTo(4.5, color);
            Contrast(brand.Light, "#f7f7f5").ShouldBeGreaterThanOrEqualTo(3, color);
            Contrast(brand.Dark, "#1b1d20").ShouldBeGreaterThanOrEqualTo(3, color);
        }

        accepted.ShouldBeInRange(1000, 4000);
    }

    [Theory]
    [InlineData("#ffff00", "WB2111")]
    [InlineData("#ffffff", "WB2111")]
    [InlineData("#f7b500", "WB2111")]
    [InlineData("red", "WB2110")]
    [InlineData("#12345", "WB2110")]
    [InlineData("#12345g", "WB2110")]
    [InlineData("#+12345", "WB2110")]
    [InlineData("#000000;}body{display:none", "WB2110")]
    [InlineData(null, "WB2110")]
    public void A_colour_that_would_hide_a_button_is_refused_with_a_reason(string? color, string id)
    {
        BrandColor.TryParse(color, out _, out var problem).ShouldBeFalse();

        problem!.ShouldStartWith(id);
    }

    [Theory]
    [InlineData("#1f5fbf", "--brand: #1f5fbf; --brand-ink: #ffffff;")]
    [InlineData("#ffff00", "")]
    [InlineData("red}body{display:none", "")]
    public async Task A_tenants_pages_load_its_colour_from_its_own_host(string color, string css)
    {
        var tenant = await shared.Host.TenantAsync();
        await shared.Host.ChangeAsync(tenant, async db => (await db.Tenants.SingleAsync(t => t.Id == tenant.Id)).BrandColor = color);
        var browser = shared.Host.NewBrowser();

        var page = await browser.GetAsync($"{tenant.Base}/login");
        var sheet = await browser.FollowAsync(page, page.Document.QuerySelector("link[href^='/brand.css']")!.GetAttribute("href")!);

        sheet.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
        if (css.Length > 0) sheet.Body.ShouldContain(css);
        else sheet.Body.ShouldBeEmpty();
    }

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string color)
    {
        var channels = Convert.FromHexString(color[1..]).Select(c => c / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }
}
