using Microsoft.Playwright;

namespace Wristband.EndToEnd.Tests.InBrowser.Pages;

internal sealed class SignupForm(IPage page)
{
    public async Task CreateWorkspaceAsync(string workspace, string address, string email)
    {
        await page.GetByLabel("Workspace", new() { Exact = true }).FillAsync(workspace);
        await page.GetByLabel("Workspace address").FillAsync(address);
        await page.GetByLabel("First name").FillAsync("First");
        await page.GetByLabel("Last name").FillAsync("Last");
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create workspace" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check your mail" })).ToBeVisibleAsync();
    }
}

internal sealed class DiscoveryForm(IPage page)
{
    public async Task<LoginForm> FindAsync(string emailOrWorkspace)
    {
        await page.GetByLabel("E-mail address or workspace").FillAsync(emailOrWorkspace);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        return new LoginForm(page);
    }

    public async Task AskForTheListAsync(string email)
    {
        await page.GetByLabel("E-mail address or workspace").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Check your mail" })).ToBeVisibleAsync();
    }
}

/// <summary>A tenant's own login page.</summary>
internal sealed class LoginForm(IPage page)
{
    public async Task<LoginForm> ShouldBelongToAsync(string tenant)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Sign in to {tenant}" })).ToBeVisibleAsync();
        return this;
    }

    public async Task<LoginForm> ShouldKnowTheAddressAsync(string email)
    {
        await Assertions.Expect(page.GetByLabel("E-mail address")).ToHaveValueAsync(email);
        return this;
    }

    public async Task<DemoHome> SignInAsync(string email, string password)
    {
        await page.GetByLabel("E-mail address").FillAsync(email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        return new DemoHome(page);
    }
}

/// <summary>The development mailbox: the reason to open it is to click the link.</summary>
internal sealed class MailboxView(IPage page)
{
    public async Task<MailboxView> OpenNewestForAsync(string mailboxUrl, string email)
    {
        await page.GotoAsync($"{mailboxUrl}/?to={Uri.EscapeDataString(email)}");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Mails" }).GetByRole(AriaRole.Link).First.ClickAsync();
        return this;
    }

    /// <summary>Clicks the mail's button, chooses a password on the page it leads to, and confirms.</summary>
    public async Task<DemoHome> ConfirmAddressAsync(string password)
    {
        await page.GetByRole(AriaRole.Main).Locator(".actions a").ClickAsync();
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and continue" }).ClickAsync();
        return new DemoHome(page);
    }

    public async Task<LoginForm> PickWorkspaceAsync(string tenant)
    {
        await page.GetByRole(AriaRole.Main).Locator(".actions a").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = tenant }).ClickAsync();
        return new LoginForm(page);
    }
}
