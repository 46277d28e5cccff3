using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>DM-06: what the page does when an API does not answer as hoped.</summary>
public class DemoTroubleTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private const string SamplePassword = "opensesame-6002";
    private readonly string _demo = shared.Running.DemoUrl;

    [Fact]
    public Task DM06_without_session_the_way_leads_to_the_login_of_the_same_tenant_and_back_but_not_in_circles() =>
        InPageAsync(async page =>
    {
        var logins = new List<string>();
        page.Request += (_, request) => { if (request.Url.Contains("/api/auth/login")) logins.Add(request.Url); };

        for (var visit = 1; visit <= 2; visit++)
        {
            var panel = await ClassicPanel.OpenAsync(page, _demo, 401);
            // Single sign-on is still alive, so the way to the login ends on this page again.
            await page.RunAndWaitForResponseAsync(() => panel.Button.ClickAsync(), response => response.Url == _demo + "/classic");
            logins.Count.ShouldBe(visit);
        }
        var third = await ClassicPanel.OpenAsync(page, _demo, 401);
        await third.Button.ClickAsync();

        await Assertions.Expect(third.Notice).ToContainTextAsync("Signing in twice did not help");
        logins.ShouldAllBe(url => url == $"{_demo}/api/auth/login?return_url=%2Fclassic&tenant_name=acme");
        logins.Count.ShouldBe(2);
    });

    [Fact]
    public Task DM06_a_refusal_is_told_and_leads_nowhere() => InPageAsync(async page =>
    {
        var panel = await ClassicPanel.OpenAsync(page, _demo, 403);
        await panel.Button.ClickAsync();

        await Assertions.Expect(panel.Notice).ToContainTextAsync("The request was refused.");
        page.Url.ShouldBe(_demo + "/classic");
        (await panel.CallsAsync()).ShouldBe(1);
    });

    [Theory]
    [InlineData(503, "7", 7)]
    [InlineData(429, null, 2)]
    public Task DM06_when_the_service_is_busy_the_button_waits_as_long_as_it_was_told(int status, string? retryAfter, int seconds) =>
        InPageAsync(async page =>
    {
        await page.Clock.InstallAsync();
        var panel = await ClassicPanel.OpenAsync(page, _demo, status, retryAfter);
        await panel.Button.ClickAsync();
        await Assertions.Expect(panel.Notice).ToContainTextAsync($"try again in {seconds} s");

        await panel.Button.ClickAsync(new() { Force = true });
        (await panel.CallsAsync()).ShouldBe(1, "the button is at rest");
        await page.Clock.RunForAsync(seconds * 1000);
        await Assertions.Expect(panel.Notice).ToContainTextAsync("You can try again now.");
        await panel.Button.ClickAsync();

        (await panel.CallsAsync()).ShouldBe(2);
        await Assertions.Expect(panel.Notice).ToContainTextAsync($"try again in {Math.Max(seconds, 4)} s");
    });

    [Fact]
    public Task While_a_call_runs_the_button_keeps_its_width_says_so_and_does_not_call_twice() => InPageAsync(async page =>
    {
        var panel = await ClassicPanel.OpenAsync(page, _demo, 0);
        var width = await panel.ButtonWidthAsync();

        await panel.Button.ClickAsync();
        await panel.Button.ClickAsync(new() { Force = true });

        await Assertions.Expect(panel.Button.GetByText("Calling…")).ToBeVisibleAsync();
        (await panel.ButtonWidthAsync()).ShouldBe(width);
        (await panel.CallsAsync()).ShouldBe(1);
    });

    [Fact]
    public Task A_form_is_sent_once_however_often_its_button_is_pressed() => InPageAsync(async page =>
    {
        await page.GotoAsync(_demo + "/notes/new");
        // Counts what would be sent, after the page's own script has had its say, and keeps the page where it is.
        await page.EvaluateAsync(
            "window.sent = 0; addEventListener('submit', e => { if (!e.defaultPrevented) sent++; e.preventDefault(); })");
        var button = page.Locator("form button");

        await page.GetByLabel("Title").FillAsync("Once");
        await button.ClickAsync();
        await button.ClickAsync();
        await page.GetByLabel("Title").PressAsync("Enter");

        (await page.EvaluateAsync<int>("sent")).ShouldBe(1);
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-busy", "true");
        await Assertions.Expect(button.GetByText("Saving…")).ToBeVisibleAsync();
    });

    [Fact]
    public Task DM03_the_token_stays_in_memory() => InPageAsync(async page =>
    {
        await page.GotoAsync(_demo + "/classic?tab=jwt");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Call token API" }).ClickAsync(), "**/api/auth/token");
        var token = (await answer.JsonAsync())!.Value.GetProperty("accessToken").GetString()!;
        await Assertions.Expect(page.GetByLabel("Response", new() { Exact = true })).ToContainTextAsync("Hello World!");

        var kept = await page.EvaluateAsync<string>(
            "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, document.documentElement.outerHTML])");

        kept.ShouldNotContain(token);
        kept.ShouldContain("CSRF-TOKEN", customMessage: "the check sees what scripts can see");
    });

    private Task InPageAsync(Func<IPage, Task> act) => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{_demo}/api/auth/login?tenant_name=acme");
        await (await new LoginForm(page).SignInAsync("owner@acme.example", SamplePassword)).ShouldGreetAsync("acme");
        await act(page);
    });
}
