using Microsoft.Playwright;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// The README shows what there is. APPROVE=1 takes its pictures anew; without it they are there, small, and of the size that is taken.
/// Pixels are not compared: fonts differ between machines.
/// </summary>
public class Pictures_of_the_README(Chromium chromium, SharedInstallation shared) : IClassFixture<SharedInstallation>
{
    private const int Width = 800;
    private const int Height = 480;
    // Signature, and the chunk that says how wide and how high.
    private const int HeaderLength = 24;
    private const int MostBytes = 60 * 1024;
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "pictures");
    private static readonly bool Approves = Environment.GetEnvironmentVariable("APPROVE") == "1";

    [Theory]
    [InlineData("demo", ColorScheme.Light)]
    [InlineData("demo", ColorScheme.Dark)]
    [InlineData("login", ColorScheme.Light)]
    [InlineData("login", ColorScheme.Dark)]
    public Task Each_picture_is_there_small_and_shown(string what, ColorScheme scheme) => chromium.RunAsync(async page =>
    {
        await page.SetViewportSizeAsync(Width, Height);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.GotoAsync(shared.Running.DemoUrl + (what == "login" ? "/api/auth/login?tenant_name=acme" : "/"));
        var taken = await page.ScreenshotAsync();
        var name = $"{what}-{scheme.ToString().ToLowerInvariant()}.png";
        var path = Path.Combine(Folder, name);
        if (Approves)
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllBytesAsync(path, taken, TestContext.Current.CancellationToken);
        }

        var kept = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        kept.Length.ShouldBeLessThan(MostBytes, name);
        var isAlike = kept.AsSpan(0, HeaderLength).SequenceEqual(taken.AsSpan(0, HeaderLength));
        isAlike.ShouldBeTrue($"{name} has another size; APPROVE=1 takes it anew");
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        readme.ShouldContain("docs/pictures/" + name);
    });
}
