using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>What a person does in the first five minutes, in Chromium, against the two real processes.</summary>
public class Sign_up_and_sign_in(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private const string SamplePassword = "opensesame-6002";
    private readonly Installation _running = shared.Running;

    [Fact]
    public Task Signing_up_a_workspace_ends_signed_in_on_the_demo_and_every_way_back_in_works() => chromium.RunAsync(async page =>
    {
        var name = Some.Name("ws");
        var email = $"{name}@example.com";

        var signup = await (await new DemoHome(page).OpenAsync(_running.DemoUrl)).SignUpAsync();
        await signup.CreateWorkspaceAsync($"Workspace {name}", name, email);
        var home = await (await new MailboxView(page).OpenNewestForAsync(_running.MailboxUrl, email)).ConfirmAddressAsync(The.Password);
        await home.ShouldGreetAsync(name);

        var calls = await home.OpenClassicAsync();
        await calls.CallAsync("Session cookie + CSRF", "Call cookie API", "Hello World!");
        await calls.CallAsync("JWT bearer token", "Call token API", "Hello World!");

        await home.SignOutAsync();
        await (await home.OpenAsync(_running.DemoUrl)).ShouldWelcomeAGuestAsync();

        var byMail = await (await home.SignInAsync()).FindAsync(email);
        await (await byMail.ShouldBelongToAsync($"Workspace {name}")).ShouldKnowTheAddressAsync(email);
        await (await byMail.SignInAsync(email, The.Password)).ShouldGreetAsync(name);

        await home.SignOutAsync();
        await home.OpenAsync(_running.DemoUrl);
        var byName = await (await home.SignInAsync()).FindAsync(name);
        await (await byName.SignInAsync(email, The.Password)).ShouldGreetAsync(name);
    });

    [Fact]
    public Task A_login_link_with_a_tenant_name_goes_straight_to_that_tenants_login() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{_running.DemoUrl}/api/auth/login?tenant_name=acme");

        var login = await new LoginForm(page).ShouldBelongToAsync("Acme");
        page.Url.ShouldStartWith(_running.PlatformUrl("acme-demo") + "/login");
        await (await login.SignInAsync("owner@acme.example", SamplePassword)).ShouldGreetAsync("acme");
    });

    [Fact]
    public Task A_person_in_two_tenants_picks_one_from_the_mail() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{_running.DemoUrl}/api/auth/login");
        await new DiscoveryForm(page).AskForTheListAsync("both@example.com");

        var login = await (await new MailboxView(page).OpenNewestForAsync(_running.MailboxUrl, "both@example.com"))
            .PickWorkspaceAsync("Globex");

        await (await login.ShouldBelongToAsync("Globex")).SignInAsync("both@example.com", SamplePassword);
        await new DemoHome(page).ShouldGreetAsync("globex");
    });

    /// <summary>X-B8: Chromium checks form-action on every redirect that follows a form, also on those of the application.</summary>
    [Fact]
    public Task XB8_an_application_that_redirects_on_to_another_origin_hangs_no_sign_in() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{_running.DemoUrl}/api/auth/login?tenant_name=acme&return_url={_running.MailboxUrl}/?to=nobody");
        await SignInAsync(page);

        await page.WaitForURLAsync($"{_running.MailboxUrl}/?to=nobody");
    });

    [Fact]
    public Task Chromium_stops_a_form_that_is_redirected_to_another_origin() => chromium.RunAsync(async watched =>
    {
        // Its console is not held against the journey.
        var page = await watched.Context.NewPageAsync();
        await page.GotoAsync($"{_running.DemoUrl}/api/auth/login?tenant_name=acme");
        // A tenant's address is of another origin than the demo's.
        await page.EvaluateAsync("url => document.getElementById('login').action = url", $"{_running.DemoUrl}/api/auth/login");

        await page.RunAndWaitForConsoleMessageAsync(
            () => page.EvaluateAsync("() => { const f = document.getElementById('login'); f.noValidate = true; f.requestSubmit(); }"),
            new() { Predicate = message => message.Text.Contains("form-action", StringComparison.Ordinal) });

        page.Url.ShouldContain("/login?req=");
    });

    private static async Task SignInAsync(IPage page)
    {
        await page.FillAsync("[name=email]", "owner@acme.example");
        await page.FillAsync("[name=password]", SamplePassword);
        await page.ClickAsync("#login button[type=submit]");
    }
}
