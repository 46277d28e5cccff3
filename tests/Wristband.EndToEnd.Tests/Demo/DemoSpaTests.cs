using System.Net;
using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The single-page app: what it does with the answers of the session and token endpoints.</summary>
public class DemoSpaTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private readonly string _spa = shared.Running.DemoUrl + "/spa";

    [Fact]
    public Task A_guest_is_taken_to_the_login_and_comes_back_as_a_member() => chromium.RunAsync(
        async page =>
        {
            await page.GotoAsync(_spa);
            // No workspace is known here, so the sign-in service asks for it; the person is in acme.
            await new DiscoveryForm(page).FindAsync("acme");
            await new LoginForm(page).SignInAsync("viewer@acme.example", "opensesame-6002");

            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hello, viewer@acme.example" })).ToBeVisibleAsync();
            page.Url.ShouldBe(_spa);
        },
        expectRefusals: true);

    [Fact]
    public Task Views_are_addresses_and_the_API_is_called_with_a_token_that_is_asked_for_once() => AsMemberAsync(async page =>
    {
        var tokens = 0;
        page.Request += (_, request) => { if (request.Url.EndsWith("/api/auth/token", StringComparison.Ordinal)) tokens++; };
        await page.GotoAsync(_spa + "#api");

        for (var call = 1; call <= 2; call++)
        {
            var answer = await page.RunAndWaitForResponseAsync(
                () => page.GetByRole(AriaRole.Button, new() { Name = "Call the API" }).ClickAsync(), "**/api/minimal/jwt-hello");
            answer.Status.ShouldBe((int)HttpStatusCode.OK);
            await Assertions.Expect(page.GetByLabel("Response", new() { Exact = true }))
                .ToContainTextAsync("Hello World from Minimal APIs JWT!");
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "Profile" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Metadata")).ToContainTextAsync("\"tenantName\": \"acme\"");

        tokens.ShouldBe(1);
    });

    [Fact]
    public Task DM06_a_busy_server_is_asked_again_after_the_time_it_named_and_nobody_is_sent_away() => AsMemberAsync(async page =>
    {
        await page.Clock.InstallAsync();
        await AnswerAsync(page, 503, "7");
        await page.GotoAsync(_spa);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("tries again in 7 s");
        await page.EvaluateAsync("window.madeUp = null");
        await page.Clock.RunForAsync(7000);

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hello, owner@acme.example" })).ToBeVisibleAsync();
    });

    [Fact]
    public Task DM06_a_refusal_is_told_and_leads_nowhere() => AsMemberAsync(async page =>
    {
        await AnswerAsync(page, 403);
        await page.GotoAsync(_spa);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The request was refused.");
        page.Url.ShouldBe(_spa);
    });

    [Fact]
    public Task A_server_that_stumbles_is_asked_three_times() => AsMemberAsync(async page =>
    {
        await AnswerAsync(page, 500);
        await page.GotoAsync(_spa);

        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There was no usable answer.");
        (await page.EvaluateAsync<int>("window.asked")).ShouldBe(3);
    });

    /// <summary>
    /// Answers of the session endpoint are made up inside the page, because a browser writes every real refusal into its console.
    /// </summary>
    private static async Task AnswerAsync(IPage page, int status, string retryAfter = "") => await page.AddInitScriptAsync($$"""
        window.asked = 0;
        window.madeUp = { status: {{status}}, headers: { "Content-Type": "application/json", "Retry-After": "{{retryAfter}}" } };
        const real = window.fetch;
        window.fetch = (url, init) => {
          if (!String(url).endsWith("/api/auth/session") || !window.madeUp) return real(url, init);
          window.asked++;
          return Promise.resolve(new Response('{"error":"made up"}', window.madeUp));
        };
        """);

    private Task AsMemberAsync(Func<IPage, Task> act) => chromium.RunAsync(async page =>
    {
        await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=acme");
        await (await new LoginForm(page).SignInAsync("owner@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
        await act(page);
    });
}
