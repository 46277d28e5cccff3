using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>Every page of the demo, on a phone and on a desk, dark and light: readable for everybody, and nothing sticks out.</summary>
public class DemoLooksTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Theory]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public Task Pages_are_accessible_and_fit(int width, ColorScheme scheme) => chromium.RunAsync(
        async page =>
        {
            var demo = shared.Running.DemoUrl;
            await CheckAsync(page, demo + "/");
            await page.GotoAsync($"{demo}/api/auth/login?tenant_name=acme");
            await (await new LoginForm(page).SignInAsync("viewer@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
            await CheckAsync(page, demo + "/");
            await CheckAsync(page, demo + "/classic");
            await page.GetByRole(AriaRole.Button, new() { Name = "Call cookie API" }).ClickAsync();
            await Assertions.Expect(page.GetByLabel("Response", new() { Exact = true })).ToContainTextAsync("Hello World!");
            await page.ShouldBeFineAsync();
            await CheckAsync(page, demo + "/classic?tab=jwt");
            if (width == 390)
            {
                await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
                await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign out" })).ToBeVisibleAsync();
                await page.ShouldBeFineAsync();
            }
        },
        new() { ViewportSize = new() { Width = width, Height = 844 }, ColorScheme = scheme });

    private static async Task CheckAsync(IPage page, string url)
    {
        await page.GotoAsync(url);
        await page.ShouldBeFineAsync();
    }
}
