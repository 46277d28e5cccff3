using Microsoft.Playwright;
using Wristband.TestSupport;

[assembly: AssemblyFixture(typeof(Wristband.EndToEnd.Tests.Running.Chromium))]

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>
/// One Chromium for all browser tests of an assembly, started by the first that needs it; each test gets a context, and leaves a
/// screenshot when it fails, and with TRACE=1 a trace, which costs a fifth of the journey.
/// </summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string DebianPath = "/usr/lib/chromium/chromium-headless-shell";
    private static readonly bool Traces = Environment.GetEnvironmentVariable("TRACE") == "1";
    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    public async ValueTask DisposeAsync()
    {
        if (_started is not { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) return;
        var (playwright, browser) = await _started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>
    /// Runs a journey in a fresh browser profile and keeps the evidence when it fails. Console errors fail it, except the browser's
    /// own note about a 4xx answer where <paramref name="expectRefusals"/> says that the journey provokes some.
    /// </summary>
    public async Task RunAsync(Func<IPage, Task> journey, BrowserNewContextOptions? options = null, bool expectRefusals = false)
    {
        var name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "journey").Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        var (_, browser) = await _started.Value;
        await using var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        if (Traces) await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };
        page.PageError += (_, error) => complaints.Add(error);
        try
        {
            await journey(page);
            complaints.Where(text => !(expectRefusals && text.Contains("status of 4", StringComparison.Ordinal)))
                .ShouldBeEmpty("the browser's console shows errors");
        }
        catch
        {
            var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "failures")).FullName;
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
            if (Traces) await context.Tracing.StopAsync(new() { Path = Path.Combine(folder, name + ".zip") });
            throw;
        }
    }

    private static async Task<(IPlaywright Playwright, IBrowser Browser)> StartAsync()
    {
        // Patience for a busy machine; a page that is there is seen at once.
        Assertions.SetDefaultExpectTimeout(30_000);
        var playwright = await Playwright.CreateAsync();
        return (playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? DebianPath,
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic"],
        }));
    }
}
