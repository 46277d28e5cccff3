using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>A look finds what it is there for.</summary>
public class Looks_can_fail(Chromium chromium)
{
    private const string Head = "<!doctype html><html lang='en'><head><title>Page</title><meta name='color-scheme' content='light dark'>";

    [Theory]
    [InlineData("<main><h1>Page</h1><input type='text'></main>", "label")]
    [InlineData("<main><h1>Page</h1><p style='color:#ccc;background:#fff'>Pale</p></main>", "color-contrast")]
    [InlineData(
        "<style>p{color:#222;background:#fff}@media(prefers-color-scheme:dark){p{background:#000}}</style>"
            + "<main><h1>Page</h1><p>Dark</p></main>",
        "(dark)")]
    [InlineData("<main><h1>Page</h1><div style='width:2000px'>Wide</div></main>", "should be less than or equal to")]
    public Task In_both_schemes(string body, string problem) => chromium.RunAsync(
        async page =>
        {
            await page.SetContentAsync(Head + "</head><body>" + body + "</body></html>");

            var failed = await Record.ExceptionAsync(() => page.ShouldBeFineInBothSchemesAsync("planted"));

            failed.ShouldBeOfType<ShouldAssertException>().Message.ShouldContain(problem);
        });

    [Fact]
    public Task And_let_a_good_page_pass() => chromium.RunAsync(
        async page =>
        {
            await page.SetContentAsync(Head + "</head><body><main><h1>Page</h1></main></body></html>");
            await page.ShouldBeFineInBothSchemesAsync("planted");
        });
}
