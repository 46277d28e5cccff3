using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>X-C2: the longest names that may be chosen, without a place to break, on every page that shows them.</summary>
public class Longest_names_fit(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Theory]
    [InlineData('W')]
    [InlineData('\u0645')]
    [InlineData('\u570B')]
    public Task XC2_the_longest_names_fit_on_every_page(char letter) => chromium.RunAsync(
        async page =>
        {
            var running = shared.Running;
            var (workspace, person, name) = (new string(letter, 60), new string(letter, 100), Some.Name("long"));
            var email = $"{name}@{new string('d', 60)}.example";
            var host = running.PlatformUrl($"{name}-demo");

            await page.GotoAsync(running.ApplicationUrl + "/signup");
            await FillAsync(page, workspace + letter, name, person + letter, email);
            await page.Locator("#signup button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator("#workspace-error")).ToContainTextAsync("60");
            await Assertions.Expect(page.Locator("#workspace")).ToHaveValueAsync(workspace + letter);
            await page.ShouldHoldEverythingAsync();
            await FillAsync(page, workspace, name, person, email);
            await page.Locator("#signup button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator("#resend")).ToBeVisibleAsync();
            await page.ShouldHoldEverythingAsync();

            await OpenNewestMailAsync(page, email);
            await page.ShouldHoldEverythingAsync();
            await page.Locator(".actions a").ClickAsync();
            await Assertions.Expect(page.Locator("#confirm")).ToBeVisibleAsync();
            await page.ShouldHoldEverythingAsync();
            await page.Locator("#password").FillAsync(The.Password);
            await page.Locator("#confirm button[type=submit]").ClickAsync();
            await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("^" + running.DemoUrl));
            await LookAroundTheDemoAsync(page);

            foreach (var path in new[]
            {
                "/logout", "/forgot-password", "/reset-password?token=stale", "/nothing-here", "/verify-email?token=stale",
            })
            {
                await page.GotoAsync(host + path);
                await Assertions.Expect(page.Locator(".owner .name")).ToHaveTextAsync(workspace);
                await page.ShouldHoldEverythingAsync();
            }

            await page.Context.ClearCookiesAsync();
            await page.GotoAsync($"{running.DemoUrl}/api/auth/login?tenant_name={name}");
            await page.ShouldHoldEverythingAsync();
            await page.GotoAsync($"{running.DemoUrl}/api/auth/login");
            await page.Locator("form input[type=text]").First.FillAsync(email);
            await page.Locator("form button[type=submit]").First.ClickAsync();
            await Assertions.Expect(page.Locator("h1")).ToContainTextAsync(workspace);
            await page.ShouldHoldEverythingAsync();
        },
        new() { ViewportSize = new() { Width = 1280, Height = 844 }, Locale = "en" },
        expectRefusals: true);

    [Fact]
    public Task XC2_what_sticks_out_is_found() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync(shared.Running.ApplicationUrl + "/signup");
        await page.Locator(".owner .name").EvaluateAsync(
            "name => { name.textContent = 'W'.repeat(60); name.style.overflowWrap = 'normal'; }");

        (await page.StickingOutAsync()).ShouldContain(element => element.StartsWith("<p class=\"name\"", StringComparison.Ordinal));
    });

    private async Task LookAroundTheDemoAsync(IPage page)
    {
        foreach (var path in new[] { "/", "/workspaces", "/notes", "/admin", "/classic" })
        {
            await page.GotoAsync(shared.Running.DemoUrl + path);
            await page.ShouldHoldEverythingAsync();
        }
        await page.SetViewportSizeAsync(320, 844);
        await page.Locator(".menu-button").ClickAsync();
        (await page.StickingOutAsync()).ShouldBeEmpty("the open menu");
    }

    private static async Task FillAsync(IPage page, string workspace, string address, string person, string email)
    {
        foreach (var (field, value) in new[]
        {
            ("workspace", workspace), ("address", address), ("given_name", person), ("family_name", person), ("email", email),
        })
        {
            await page.Locator("#" + field).FillAsync(value);
        }
    }

    private async Task OpenNewestMailAsync(IPage page, string email)
    {
        await page.GotoAsync($"{shared.Running.MailboxUrl}/?to={Uri.EscapeDataString(email)}");
        await page.Locator(".mails a").First.ClickAsync();
    }
}
