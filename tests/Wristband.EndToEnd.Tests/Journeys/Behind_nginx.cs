using System.Text;
using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.InBrowser.Pages;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Journeys;

/// <summary>
/// X-D4: Chromium, and both products behind an nginx that nobody tuned. A head of 4,096 bytes or more makes it answer 502 in the
/// application's place, and a line of 8,190 or more 400.
/// </summary>
public class Behind_nginx(Chromium chromium, InstallationBehindNginx running) : IClassFixture<InstallationBehindNginx>
{
    private const int MostOfAHead = 4095;
    private const int MostOfALine = 8189;

    // More than one cookie may hold.
    private const int Filler = 3000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public Task XD4_deep_link_sign_in_refresh_and_sign_out_fit_its_buffers_whatever_happened_before(int abandoned) => InBrowserAsync(
        async page =>
        {
            var sizes = new HeadSizes(page.Context);
            // People start a sign-in and go away, in more tabs than one, from pages with long addresses.
            for (var tab = 0; tab < abandoned; tab++)
                await OpenAsync(await page.Context.NewPageAsync(), LoginFor($"/notes?search={new string('x', 300)}{tab}"));

            await OpenAsync(page, running.DemoUrl + "/notes?search=deep");
            if (await page.Locator("#login").CountAsync() == 0) await OpenAsync(page, LoginFor("/notes?search=deep"));
            await new LoginForm(page).SignInAsync("owner@acme.example", "opensesame-6002");
            await page.WaitForURLAsync(running.DemoUrl + "/notes?search=deep");
            running.Complaints.ShouldBeEmpty();

            // Tokens live a few seconds here: soon a request renews them and writes the session again.
            await page.EvaluateAsync("""
                async () => {
                    const token = async () => (await (await fetch('/api/auth/token')).json()).accessToken;
                    const first = await token(), until = performance.now() + 30_000;
                    while (await token() === first) if (performance.now() > until) throw new Error('never renewed');
                }
                """);

            await OpenAsync(page, running.DemoUrl + "/");
            await new DemoHome(page).ShouldGreetAsync("acme");
            await new DemoHome(page).SignOutAsync();
            await Assertions.Expect(page.Locator("#login")).ToBeVisibleAsync();
            (await page.GotoAsync(running.DemoUrl + "/api/auth/session"))!.Status.ShouldBe(401);
            running.Complaints.ShouldBeEmpty();
            (await sizes.LargestAsync()).Head.ShouldBeInRange(200, MostOfAHead);
            (await sizes.LargestAsync()).CookieLine.ShouldBeInRange(200, MostOfALine);
        });

    [Fact]
    public Task A_cookie_line_that_is_too_long_can_fail() => InBrowserAsync(async page =>
    {
        var sizes = new HeadSizes(page.Context);
        await page.Context.AddCookiesAsync(Enumerable.Range(0, 3).Select(
            n => new Cookie { Name = $"filler{n}", Value = new string('x', Filler), Url = running.DemoUrl }));

        (await page.GotoAsync(running.DemoUrl + "/"))!.Status.ShouldBe(400);
        (await sizes.LargestAsync()).CookieLine.ShouldBeGreaterThan(MostOfALine);
    });

    private Task InBrowserAsync(Func<IPage, Task> journey) =>
        chromium.RunAsync(journey, new() { IgnoreHTTPSErrors = true }, expectRefusals: true);

    private async Task OpenAsync(IPage page, string url) => (await page.GotoAsync(url))!.Status.ShouldBe(200, running.Complaints);

    private string LoginFor(string returnUrl) =>
        $"{running.DemoUrl}/api/auth/login?tenant_name=acme&return_url={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Measures what nginx measures: the head of each answer, and the line with the cookies of each request.</summary>
    private sealed class HeadSizes
    {
        private readonly List<IRequest> _finished = [];

        public HeadSizes(IBrowserContext context) => context.RequestFinished += (_, request) => _finished.Add(request);

        public async Task<(int Head, int CookieLine)> LargestAsync()
        {
            var (head, line) = (0, 0);
            foreach (var request in _finished.ToList())
            {
                head = Math.Max(head, (await request.SizesAsync()).ResponseHeadersSize);
                if ((await request.AllHeadersAsync()).GetValueOrDefault("cookie") is { } cookies)
                    line = Math.Max(line, Encoding.UTF8.GetByteCount("Cookie: " + cookies));
            }
            return (head, line);
        }
    }
}
