using Microsoft.Playwright;

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>
/// The page "Razor Pages &amp; MVC" in a browser whose API answers are made up by the test. They are made up inside the page, because
/// a browser writes every real refusal into its console, and an error there fails the test.
/// </summary>
internal sealed class ClassicPanel(IPage page)
{
    public ILocator Button => page.GetByRole(AriaRole.Button, new() { Name = "Call" });

    public ILocator Notice => page.GetByRole(AriaRole.Status);

    public ILocator Response => page.GetByLabel("Response", new() { Exact = true });

    /// <summary>Opens the page; from then on calls to the hello APIs get this answer. Status 0 never answers.</summary>
    public static async Task<ClassicPanel> OpenAsync(IPage page, string demoUrl, int status, string? retryAfter = null)
    {
        await page.AddInitScriptAsync($$"""
            window.calls = 0;
            const real = window.fetch;
            window.fetch = (url, init) => {
              if (!String(url).startsWith("/api/classic/")) return real(url, init);
              window.calls++;
              if ({{status}} === 0) return new Promise(() => {});
              const headers = { "Content-Type": "application/json", {{(retryAfter is null ? "" : $"\"Retry-After\": \"{retryAfter}\"")}} };
              return Promise.resolve(new Response('{"error":"made up"}', { status: {{status}}, headers }));
            };
            """);
        await page.GotoAsync(demoUrl + "/classic");
        return new ClassicPanel(page);
    }

    public Task<int> CallsAsync() => page.EvaluateAsync<int>("window.calls");

    public async Task<float> ButtonWidthAsync() => (await Button.BoundingBoxAsync())!.Width;
}
