using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>
/// Every page of the demo as guest and owner, and as viewer where a viewer sees another one, on a phone and on a desk, light and dark:
/// readable for everybody, and nothing sticks out.
/// </summary>
public class DemoLooksTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private static readonly (string Name, string Path)[] ForEverybody =
        [("home", "/"), ("workspaces", "/workspaces"), ("not-found", "/no/such/page"), ("lost-login", "/api/auth/callback")];

    private static readonly (string Name, string Path)[] ForViewers = [("home", "/"), ("admin", "/admin")];

    private static readonly (string Name, string Path)[] ForOwners =
    [
        .. ForEverybody,
        ("classic", "/classic"),
        ("classic-jwt", "/classic?tab=jwt"),
        ("minimal", "/minimal-apis"),
        ("minimal-jwt", "/minimal-apis?tab=jwt"),
        ("notes", "/notes"),
        ("notes-new", "/notes/new"),
        ("spa", "/spa"),
        ("spa-api", "/spa#api"),
        ("live", "/live"),
        ("what-happened", "/what-happened"),
        ("admin", "/admin"),
    ];

    [Theory]
    [InlineData("guest", "en")]
    [InlineData("guest", "de")]
    [InlineData("viewer", "en")]
    [InlineData("owner", "en")]
    [InlineData("owner", "de")]
    public Task Pages_are_accessible_and_fit(string role, string language) => chromium.RunAsync(
        async page =>
        {
            var demo = shared.Running.DemoUrl;
            Task LookAsync(string name) => page.ShouldBeFineEverywhereAsync($"demo-{name}-{role}-{language}");

            if (role != "guest") await SignInAsync(page, role);
            foreach (var (name, path) in role switch { "guest" => ForEverybody, "viewer" => ForViewers, _ => ForOwners })
            {
                await page.GotoAsync(demo + path);
                await Assertions.Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
                await LookAsync(name);
            }
            // What follows finds its buttons by their English names.
            if (role != "owner" || language != "en") return;
            await UseTheButtonsAsync(page, demo, LookAsync);
            await WriteANoteAsync(page, demo, LookAsync);
            await page.SetViewportSizeAsync(390, 844);
            await OpenTheMenuAsync(page, name => page.ShouldBeFineInBothSchemesAsync($"demo-{name}-{role}-{language}-390"));
        },
        new() { ViewportSize = new() { Width = 1280, Height = 844 }, ColorScheme = ColorScheme.Light, Locale = language },
        expectRefusals: true);

    private async Task SignInAsync(IPage page, string role)
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=acme");
        await page.Locator("#email").FillAsync($"{role}@acme.example");
        await page.Locator("#password").FillAsync("opensesame-6002");
        await page.Locator("#login button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(shared.Running.DemoUrl + "/");
    }

    private static async Task UseTheButtonsAsync(IPage page, string demo, Func<string, Task> lookAsync)
    {
        await page.GotoAsync(demo + "/minimal-apis?tab=jwt");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get access token" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Call JWT API" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Response", new() { Exact = true }).Last)
            .ToContainTextAsync("Hello World from Minimal APIs JWT!");
        await lookAsync("minimal-jwt-called");
    }

    private static async Task WriteANoteAsync(IPage page, string demo, Func<string, Task> lookAsync)
    {
        await page.GotoAsync(demo + "/notes/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Give the note a title.")).ToBeVisibleAsync();
        await lookAsync("notes-mistake");
        await page.GetByLabel("Title").FillAsync("Shopping");
        await page.GetByLabel("Text").FillAsync("Oat milk, two bottles.\nBread.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The note is saved.")).ToBeVisibleAsync();
        await lookAsync("notes-list");

        // Two tabs of one person are as good as two people.
        await page.GetByRole(AriaRole.Link, new() { Name = "Shopping" }).First.ClickAsync();
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.GetByLabel("Text").FillAsync("Coffee.");
        await other.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await other.CloseAsync();
        await page.GetByLabel("Text").FillAsync("Tea.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Somebody was faster" })).ToBeVisibleAsync();
        await lookAsync("notes-conflict");
        await page.GotoAsync(page.Url + "/delete");
        await lookAsync("notes-delete");
    }

    private static async Task OpenTheMenuAsync(IPage page, Func<string, Task> lookAsync)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign out" })).ToBeVisibleAsync();
        await lookAsync("menu");
    }
}
