using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>The page "Minimal APIs" in a browser.</summary>
public class DemoMinimalPageTests(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    [Fact]
    public Task Step_two_waits_for_step_one_and_the_token_is_never_shown() => chromium.RunAsync(
        async page =>
        {
            await page.GotoAsync($"{shared.Running.DemoUrl}/api/auth/login?tenant_name=acme");
            await (await new LoginForm(page).SignInAsync("viewer@acme.example", "opensesame-6002")).ShouldGreetAsync("acme");
            await page.GotoAsync(shared.Running.DemoUrl + "/minimal-apis?tab=jwt");
            var (first, second) =
                (page.GetByRole(AriaRole.Button, new() { Name = "Get access token" }),
                    page.GetByRole(AriaRole.Button, new() { Name = "Call JWT API" }));
            await Assertions.Expect(second).ToBeDisabledAsync();
            await Assertions.Expect(page.GetByText("Get an access token first, with step 1.")).ToBeVisibleAsync();

            var answer = await page.RunAndWaitForResponseAsync(() => first.ClickAsync(), "**/api/auth/token");
            var token = (await answer.JsonAsync())!.Value.GetProperty("accessToken").GetString()!;
            await second.ClickAsync();
            await Assertions.Expect(page.GetByLabel("Response", new() { Exact = true }).Last)
                .ToContainTextAsync("Hello World from Minimal APIs JWT!");
            (await page.ContentAsync()).ShouldNotContain(token);

            // A token that the API refuses is for step 1 to repair; signing in again would not help.
            await page.RouteAsync(
                "**/api/minimal/jwt-hello", route => route.FulfillAsync(new() { Status = 401, Body = """{"error":"Unauthorized"}""" }));
            await second.ClickAsync();
            await Assertions.Expect(page.GetByText("The API did not accept the token.")).ToBeVisibleAsync();
            page.Url.ShouldBe(shared.Running.DemoUrl + "/minimal-apis?tab=jwt");
        },
        expectRefusals: true);
}
