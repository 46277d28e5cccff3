using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo.Live;

/// <summary>The page "Live" in a browser: script and component count the same number.</summary>
public class DemoLivePageTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Fact]
    public Task Hub_and_circuit_follow_each_other_and_another_window() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=globex");
        await (await new LoginForm(page).SignInAsync("viewer@globex.example", "opensesame-6002")).ShouldGreetAsync("globex");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(shared.Running.DemoUrl + "/live");
        await page.GotoAsync(shared.Running.DemoUrl + "/live");
        var (script, component) = (page.Locator("#counter"), page.Locator("section[aria-labelledby=circuit]"));
        await Assertions.Expect(page.GetByText("Connected", new() { Exact = true })).ToHaveCountAsync(2);

        await script.GetByRole(AriaRole.Button, new() { Name = "Count" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Counter, SignalR")).ToHaveTextAsync("1");
        await Assertions.Expect(page.GetByLabel("Counter, Blazor")).ToHaveTextAsync("1");
        await component.GetByRole(AriaRole.Button, new() { Name = "Count" }).ClickAsync();

        foreach (var window in new[] { page, other })
        {
            await Assertions.Expect(window.GetByLabel("Counter, SignalR")).ToHaveTextAsync("2");
            await Assertions.Expect(window.GetByLabel("Counter, Blazor")).ToHaveTextAsync("2");
        }
        await component.GetByRole(AriaRole.Button, new() { Name = "Check the token" }).ClickAsync();
        await Assertions.Expect(component).ToContainTextAsync("it has a token of");
        await page.ShouldBeFineInBothSchemesAsync("demo-live-counted-1280");
    });

    [Fact]
    public Task A_component_learns_that_the_person_signed_out_in_another_window() => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=globex");
        await (await new LoginForm(page).SignInAsync("both@example.com", "opensesame-6002")).ShouldGreetAsync("globex");
        var other = await page.Context.NewPageAsync();
        await page.GotoAsync(shared.Running.DemoUrl + "/live");
        var component = page.Locator("section[aria-labelledby=circuit]");
        await Assertions.Expect(component.GetByText("Connected", new() { Exact = true })).ToBeVisibleAsync();

        await other.GotoAsync(shared.Running.DemoUrl + "/");
        await other.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
        await component.GetByRole(AriaRole.Button, new() { Name = "Check the token" }).ClickAsync();

        await Assertions.Expect(component).ToContainTextAsync("Your session has ended.");
        // The sign-out ends the hub's connection as well, and its next one is refused.
    }, expectRefusals: true);

    [Fact]
    public Task When_the_session_is_over_the_hub_is_not_knocked_at_any_more() => chromium.RunAsync(
        async page =>
        {
            await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=globex");
            await (await new LoginForm(page).SignInAsync("owner@globex.example", "opensesame-6002")).ShouldGreetAsync("globex");
            // Sockets that the test can close; the page's own code does the rest.
            await page.AddInitScriptAsync(
                "window.sockets = []; window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); " +
                    "sockets.push(this); } };");
            await page.GotoAsync(shared.Running.DemoUrl + "/live");
            var state = page.Locator("#counter [data-state]");
            await Assertions.Expect(state).ToHaveTextAsync("Connected");

            await page.EvaluateAsync("sockets.find(s => s.url.includes('/hubs/counter')).close()");
            await Assertions.Expect(state).ToHaveTextAsync("The connection was lost. Trying again…");
            await Assertions.Expect(state).ToHaveTextAsync("Connected");
            await page.Context.ClearCookiesAsync();
            await page.EvaluateAsync("sockets.filter(s => s.url.includes('/hubs/counter')).at(-1).close()");

            await Assertions.Expect(state).ToHaveTextAsync("Your session has ended. Sign in again to go on counting.");
        },
        expectRefusals: true);
}
