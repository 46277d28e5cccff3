using System.Diagnostics;
using System.Net;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.MakeRun;

/// <summary>What `make run` starts, on its real ports: 6001, 6002 and 6443 must be free, and no .env may lie at the root.</summary>
public class Make_run
{
    private static readonly string[] Noise = ["HttpClient", "XmlKeyManager", "DataProtection", "info:"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task XE8_it_reaches_the_banner_serves_both_quietly_and_stops_both_on_a_signal()
    {
        File.Exists(Path.Combine(Repository.Root, ".env")).ShouldBeFalse("with a .env only the demo starts; move it away to run this test");
        using var host = Process.Start(
            new ProcessStartInfo("dotnet", Binaries.Dll("Wristband.AppHost")) { RedirectStandardOutput = true })!;
        var banner = await ReadBannerAsync(host);

        banner.ShouldContain("http://localhost:6001");
        banner.ShouldContain("http://demo.dev.localhost:6002/signup");
        banner.ShouldContain("http://mail.dev.localhost:6002");
        banner.ShouldContain("owner@acme.example");
        banner.ShouldContain(Path.Combine(".data", "demo.env"));
        // The demo's own database used to fill the screen with its statements.
        banner.ShouldNotContain("DbCommand");
        foreach (var noise in Noise) banner.ShouldNotContain(noise);
        var after = host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var browser = new Browser(LoopbackNetwork.Handler(), TimeProvider.System);
        (await browser.GetAsync("http://localhost:6001/")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("http://demo.dev.localhost:6002/signup")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("http://localhost:6001/api/auth/login?tenant_name=acme")).Url.Host.ShouldBe("acme-demo.dev.localhost");

        using var terminate = Process.Start("kill", ["-TERM", host.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(Patience);
        await host.WaitForExitAsync(patience.Token);

        host.ExitCode.ShouldBe(0);
        foreach (var noise in Noise) (await after).ShouldNotContain(noise);
        await Should.ThrowAsync<HttpRequestException>(() => browser.GetAsync("http://localhost:6001/"));
        await Should.ThrowAsync<HttpRequestException>(() => browser.GetAsync("http://demo.dev.localhost:6002/signup"));
    }

    [Fact]
    public async Task XE13_make_platform_prints_its_people()
    {
        var printed = await DotnetCommand.RunAsync(Repository.Root, Binaries.Dll("Wristband.AppHost"), "people");

        printed.ShouldContain("owner@acme.example");
        printed.ShouldContain("http://demo.dev.localhost:6002/signup");
        File.ReadAllText(Path.Combine(Repository.Root, "Makefile")).ShouldContain("src/Wristband.AppHost -- people");
    }

    private static async Task<string> ReadBannerAsync(Process host)
    {
        using var patience = new CancellationTokenSource(Patience);
        var lines = new List<string>();
        while (await host.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            lines.Add(line);
            if (line.Contains("Ctrl-C stops", StringComparison.Ordinal)) return string.Join('\n', lines);
        }
        throw new InvalidOperationException("It ended without a banner:\n" + string.Join('\n', lines));
    }
}
