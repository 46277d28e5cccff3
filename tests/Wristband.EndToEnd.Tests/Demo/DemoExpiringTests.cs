using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The notice before an idle session ends.</summary>
public class DemoExpiringTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Fact]
    public Task Before_a_session_ends_people_are_told_and_can_stay() => chromium.RunAsync(async page =>
    {
        var demo = shared.Running.DemoUrl;
        await page.GotoAsync($"{demo}/api/auth/login?tenant_name=acme");
        await (await new LoginForm(page).SignInAsync("owner@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
        await page.Clock.InstallAsync();
        await page.GotoAsync(demo + "/notes/new");
        var notice = page.Locator("#expiring");

        await page.Clock.FastForwardAsync("54:00");
        await Assertions.Expect(notice).ToBeHiddenAsync();
        await page.Clock.FastForwardAsync("02:00");
        await Assertions.Expect(notice).ToContainTextAsync("Your session ends in a few minutes.");
        await page.ShouldBeFineInBothSchemesAsync("demo-expiring-1280");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" }).ClickAsync();
        await Assertions.Expect(notice).ToBeHiddenAsync();

        await page.Clock.FastForwardAsync("56:00");
        await Assertions.Expect(notice).ToContainTextAsync("Your session ends in a few minutes.");
        await page.Clock.FastForwardAsync("05:00");
        await Assertions.Expect(notice).ToContainTextAsync("Your session has ended.");
        (await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).GetAttributeAsync("href"))
            .ShouldBe("/api/auth/login?return_url=%2Fnotes%2Fnew&tenant_name=acme");
    });

    [Fact]
    public Task When_the_limit_is_reached_there_is_nothing_to_stay_for() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=acme");
        await (await new LoginForm(page).SignInAsync("owner@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
        await page.Clock.InstallAsync();
        await page.AddInitScriptAsync(
            "new MutationObserver(() => { if (document.body) document.body.dataset.sessionEndsAtLatest = " +
                "document.body.dataset.sessionEnds; }).observe(document, { childList: true, subtree: true });");
        await page.GotoAsync(shared.Running.DemoUrl + "/");

        await page.Clock.FastForwardAsync("56:00");

        await Assertions.Expect(page.Locator("#expiring")).ToContainTextAsync("reaches its limit");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Stay signed in" })).ToBeHiddenAsync();
    });
}
