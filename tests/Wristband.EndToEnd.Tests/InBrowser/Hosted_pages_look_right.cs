using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// Every hosted page, on a phone and on a desk, light and dark, in English and in German: accessible (WCAG 2.2 AA as far as axe sees
/// it), and nothing sticks out.
/// </summary>
public class Hosted_pages_look_right(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public Task Pages_are_accessible_and_fit(string language) => chromium.RunAsync(
        async page =>
        {
            var running = shared.Running;
            var acme = running.PlatformUrl("acme-demo");
            Task LookAsync(string name) => page.ShouldBeFineEverywhereAsync($"hosted-{name}-{language}");
            async Task OpenAsync(string name, string url)
            {
                await page.GotoAsync(url);
                await LookAsync(name);
            }

            await OpenAsync("discovery", $"{running.DemoUrl}/api/auth/login");
            await OpenAsync("login", $"{running.DemoUrl}/api/auth/login?tenant_name=acme&login_hint=owner%40acme.example");
            await page.Locator("#password").FillAsync("not this one");
            await page.Locator("#login button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator(".notice.bad")).ToBeVisibleAsync();
            await LookAsync("login-refused");
            await OpenAsync("forgot-password", acme + "/forgot-password");
            await OpenAsync("reset-password-stale", acme + "/reset-password?token=stale");
            await OpenAsync("not-found", acme + "/nothing-here");
            await OpenAsync("sign-in-link-broken", acme + "/api/v1/oauth2/authorize?client_id=unknown");
            await OpenAsync("cookies-needed", acme + "/login/cookies");
            await OpenAsync("workspaces-stale", running.ApplicationUrl + "/login/workspaces?token=stale");
            await OpenAsync("signed-out", acme + "/logout");

            var name = Some.Name("lk");
            await SetANewPasswordAsync(page, await SignUpAsync(page, name, LookAsync), LookAsync);
            await OpenAsync("logout", running.PlatformUrl($"{name}-demo") + "/logout");
            await page.Locator("#logout button[type=submit]").ClickAsync();
            await Assertions.Expect(page.Locator(".notice.ok")).ToBeVisibleAsync();
            await LookAsync("login-signed-out");
            await OpenAsync("no-such-host", running.PlatformUrl("nobody-at-all") + "/login");
        },
        new() { ViewportSize = new() { Width = 1280, Height = 844 }, ColorScheme = ColorScheme.Light, Locale = language },
        expectRefusals: true);

    /// <summary>Signs up a workspace up to its confirmation; answers with the address.</summary>
    private async Task<string> SignUpAsync(IPage page, string name, Func<string, Task> lookAsync)
    {
        var running = shared.Running;
        var email = $"{name}@example.com";
        await page.GotoAsync(running.ApplicationUrl + "/signup");
        await lookAsync("signup");
        await page.Locator("#signup button[type=submit]").EvaluateAsync("button => { button.form.noValidate = true; }");
        await page.Locator("#signup button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator(".problem").First).ToBeVisibleAsync();
        await lookAsync("signup-mistakes");
        foreach (var (field, value) in new[]
        {
            ("workspace", $"Workspace {name}"), ("address", name), ("given_name", "First"), ("family_name", "Last"), ("email", email),
        })
        {
            await page.Locator("#" + field).FillAsync(value);
        }
        await page.Locator("#signup button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("#resend")).ToBeVisibleAsync();
        await lookAsync("check-mail");
        await page.GotoAsync($"{running.MailboxUrl}/?to={Uri.EscapeDataString(email)}");
        await page.Locator(".mails a").First.ClickAsync();
        await lookAsync("mailbox");
        await page.Locator(".actions a").ClickAsync();
        await Assertions.Expect(page.Locator("#confirm")).ToBeVisibleAsync();
        await lookAsync("verify");
        return email;
    }

    private async Task SetANewPasswordAsync(IPage page, string email, Func<string, Task> lookAsync)
    {
        await page.Locator("#password").FillAsync("long enough for this");
        await page.Locator("#confirm button[type=submit]").ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("^" + shared.Running.DemoUrl));

        var tenant = email[..email.IndexOf('@', StringComparison.Ordinal)];
        await page.GotoAsync(shared.Running.PlatformUrl($"{tenant}-demo") + "/forgot-password");
        await page.Locator("#email").FillAsync(email);
        await page.Locator("#forgot button[type=submit]").ClickAsync();
        await lookAsync("reset-mail-sent");
        await page.GotoAsync($"{shared.Running.MailboxUrl}/?to={Uri.EscapeDataString(email)}");
        await page.Locator(".actions a").ClickAsync();
        await Assertions.Expect(page.Locator("#reset")).ToBeVisibleAsync();
        await lookAsync("reset-password");
    }
}
