using System.Globalization;
using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// Every hosted page, on a phone and on a desk, light and dark: accessible (WCAG 2.2 AA as far as axe sees it), and nothing
/// sticks out.
/// </summary>
public class Hosted_pages_look_right(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public Task Pages_are_accessible_and_fit(int width, ColorScheme scheme) => chromium.RunAsync(
        async page =>
        {
            var running = shared.Running;
            var acme = running.PlatformUrl("acme-demo");
            Task LookAsync(string name) => page.ShouldBeFineAsync(
                string.Create(CultureInfo.InvariantCulture, $"hosted-{name}-{width}-{scheme}").ToLowerInvariant());

            await page.GotoAsync($"{running.DemoUrl}/api/auth/login");
            await LookAsync("discovery");
            await page.GotoAsync($"{running.DemoUrl}/api/auth/login?tenant_name=acme&login_hint=owner%40acme.example");
            await LookAsync("login");
            await page.GetByLabel("Password", new() { Exact = true }).FillAsync("not this one");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByText("is not right")).ToBeVisibleAsync();
            await LookAsync("login-refused");
            await page.GotoAsync(acme + "/forgot-password");
            await LookAsync("forgot-password");
            await page.GotoAsync(acme + "/reset-password?token=stale");
            await LookAsync("reset-password-stale");
            await page.GotoAsync(acme + "/nothing-here");
            await LookAsync("not-found");

            var name = Some.Name("lk");
            await page.GotoAsync(running.ApplicationUrl + "/signup");
            await LookAsync("signup");
            await new SignupForm(page).CreateWorkspaceAsync($"Workspace {name}", name, $"{name}@example.com");
            await LookAsync("check-mail");
            await new MailboxView(page).OpenNewestForAsync(running.MailboxUrl, $"{name}@example.com");
            await LookAsync("mailbox");
            await page.GetByRole(AriaRole.Main).Locator(".actions a").ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm and continue" })).ToBeVisibleAsync();
            await LookAsync("verify");
        },
        new() { ViewportSize = new() { Width = width, Height = 844 }, ColorScheme = scheme },
        expectRefusals: true);
}
