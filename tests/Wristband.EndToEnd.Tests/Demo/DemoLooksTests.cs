using System.Globalization;
using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>Every page of the demo as guest, viewer and owner, on a phone and on a desk, light and dark: readable for everybody, and nothing sticks out.</summary>
public class DemoLooksTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private static readonly (string Name, string Path)[] ForEverybody = [("home", "/"), ("not-found", "/no/such/page")];

    private static readonly (string Name, string Path)[] ForMembers =
    [
        .. ForEverybody,
        ("classic", "/classic"),
        ("classic-jwt", "/classic?tab=jwt"),
        ("minimal", "/minimal-apis"),
        ("minimal-jwt", "/minimal-apis?tab=jwt"),
        ("admin", "/admin"),
    ];

    [Theory]
    [InlineData("guest", 390, ColorScheme.Light)]
    [InlineData("guest", 390, ColorScheme.Dark)]
    [InlineData("guest", 1280, ColorScheme.Light)]
    [InlineData("guest", 1280, ColorScheme.Dark)]
    [InlineData("viewer", 390, ColorScheme.Light)]
    [InlineData("viewer", 390, ColorScheme.Dark)]
    [InlineData("viewer", 1280, ColorScheme.Light)]
    [InlineData("viewer", 1280, ColorScheme.Dark)]
    [InlineData("owner", 390, ColorScheme.Light)]
    [InlineData("owner", 390, ColorScheme.Dark)]
    [InlineData("owner", 1280, ColorScheme.Light)]
    [InlineData("owner", 1280, ColorScheme.Dark)]
    public Task Pages_are_accessible_and_fit(string role, int width, ColorScheme scheme) => chromium.RunAsync(
        async page =>
        {
            var demo = shared.Running.DemoUrl;
            Task LookAsync(string name) => page.ShouldBeFineAsync(
                string.Create(CultureInfo.InvariantCulture, $"demo-{name}-{role}-{width}-{scheme}").ToLowerInvariant());

            if (role != "guest") await SignInAsync(page, role);
            foreach (var (name, path) in role == "guest" ? ForEverybody : ForMembers)
            {
                await page.GotoAsync(demo + path);
                await LookAsync(name);
            }
            if (role == "guest") return;
            await UseTheButtonsAsync(page, demo, LookAsync);
            if (width == 390) await OpenTheMenuAsync(page, LookAsync);
        },
        new() { ViewportSize = new() { Width = width, Height = 844 }, ColorScheme = scheme },
        expectRefusals: true);

    private async Task SignInAsync(IPage page, string role)
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=acme");
        await (await new LoginForm(page).SignInAsync($"{role}@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
    }

    private static async Task UseTheButtonsAsync(IPage page, string demo, Func<string, Task> lookAsync)
    {
        await page.GotoAsync(demo + "/minimal-apis?tab=jwt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get access token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Call JWT API" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Response", new() { Exact = true }).Last).ToContainTextAsync("Hello World from Minimal APIs JWT!");
        await lookAsync("minimal-jwt-called");
    }

    private static async Task OpenTheMenuAsync(IPage page, Func<string, Task> lookAsync)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await lookAsync("menu");
    }
}
