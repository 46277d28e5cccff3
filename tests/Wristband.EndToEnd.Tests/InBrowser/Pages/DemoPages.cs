using Microsoft.Playwright;

namespace Wristband.EndToEnd.Tests.InBrowser.Pages;

/// <summary>The demo's home page, as guest or member.</summary>
internal sealed class DemoHome(IPage page)
{
    public async Task<DemoHome> OpenAsync(string url)
    {
        await page.GotoAsync(url);
        return this;
    }

    public async Task<DiscoveryForm> SignInAsync()
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        return new DiscoveryForm(page);
    }

    public async Task<SignupForm> SignUpAsync()
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        return new SignupForm(page);
    }

    public async Task<DemoHome> ShouldGreetAsync(string tenant)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync($"You are signed in to {tenant}");
        return this;
    }

    public async Task<DemoHome> ShouldWelcomeAGuestAsync()
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Welcome");
        return this;
    }

    public async Task<ClassicCalls> OpenClassicAsync()
    {
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Razor Pages & MVC" }).ClickAsync();
        return new ClassicCalls(page);
    }

    public async Task SignOutAsync() => await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
}

/// <summary>The protected page with the two API calls.</summary>
internal sealed class ClassicCalls(IPage page)
{
    public async Task<ClassicCalls> CallAsync(string tab, string button, string answer)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = tab }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Response")).ToContainTextAsync(answer);
        return this;
    }
}
