using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The demo's forms and times in a real browser, where the session, the clock or a word is not as hoped.</summary>
public class DemoFormsTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Fact]
    public Task XB9_what_was_written_survives_a_session_that_ended_meanwhile() => chromium.RunAsync(async page =>
    {
        await SignInAsync(page);
        await page.GotoAsync(shared.Running.DemoUrl + "/notes/new");
        await page.GetByLabel("Title").FillAsync("A long thought");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(shared.Running.DemoUrl + "/api/auth/logout");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Please sign in" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        var login = await new DiscoveryForm(page).FindAsync("acme");
        await login.SignInAsync("owner@acme.example", "opensesame-6002");

        await page.WaitForURLAsync("**/notes/new");
        await Assertions.Expect(page.GetByLabel("Title")).ToHaveValueAsync("A long thought");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The note is saved.")).ToBeVisibleAsync();
        await page.GotoAsync(shared.Running.DemoUrl + "/notes/new");
        await Assertions.Expect(page.GetByLabel("Title")).ToHaveValueAsync("");
    }, expectRefusals: true);

    [Theory]
    [InlineData(-9)]
    [InlineData(9)]
    public Task XC5_the_visitors_clock_does_not_matter(int hours) => chromium.RunAsync(async page =>
    {
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().AddHours(hours).UtcDateTime });
        await SignInAsync(page);

        await Assertions.Expect(page.Locator("#expiring")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("dt", new() { HasText = "Ends when idle" }).Locator("+ dd"))
            .ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^\\s*in (59 min|1 h)"));
        await page.Clock.FastForwardAsync("56:00");
        await Assertions.Expect(page.Locator("#expiring")).ToContainTextAsync("Your session ends in a few minutes.");
    });

    [Fact]
    public Task XC3_long_words_wrap_on_a_phone() => chromium.RunAsync(async page =>
    {
        await SignInAsync(page);
        await page.SetViewportSizeAsync(390, 844);
        foreach (var letter in new[] { "x", "語", "م" })
        {
            await page.GotoAsync(shared.Running.DemoUrl + "/notes/new");
            await page.GetByLabel("Title").FillAsync(string.Concat(Enumerable.Repeat(letter, 100)));
            await page.GetByLabel("Text").FillAsync(string.Concat(Enumerable.Repeat(letter, 400)));
            await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Assertions.Expect(page.GetByText("The note is saved.")).ToBeVisibleAsync();
            await page.ShouldBeFineAsync();
            await page.Locator(".note h2 a").First.ClickAsync();
            await page.GotoAsync(page.Url + "/delete");
            await page.ShouldBeFineAsync();
        }
    });

    private async Task SignInAsync(IPage page)
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=acme");
        await (await new LoginForm(page).SignInAsync("owner@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
    }
}
