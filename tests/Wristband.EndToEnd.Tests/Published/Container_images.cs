using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>The images that <c>make images</c> makes, started as the manifests in deploy/ start them.</summary>
public sealed class Container_images : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-images-");
    private readonly List<Func<Task>> _started = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var stop in _started) await stop();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task They_start_without_privileges_on_a_read_only_root_and_say_that_they_are_healthy()
    {
        var runtime = await ContainerRuntime.FindAsync();
        Assert.SkipWhen(runtime is null, "No container runtime answers on this machine: neither 'docker info' nor 'podman info' succeeds.");
        var (exitCode, printed) = await ShellCommand.TryScriptAsync(
            "eng/images.sh", new Dictionary<string, string> { ["OUTPUT"] = _folder.FullName });
        // The SDK's own errors of this hundred are about images elsewhere; without a network it does not get that far.
        var isOutOfReach = printed.Contains("error CONTAINER10", StringComparison.Ordinal)
            || printed.Contains(nameof(HttpRequestException), StringComparison.Ordinal);
        Assert.SkipWhen(
            exitCode != 0 && isOutOfReach,
            "The base image cannot be fetched on this machine. CONTAINER_BASE_IMAGE names another one.");
        exitCode.ShouldBe(0, printed);
        foreach (var image in printed.TrimEnd('\n').Split('\n')) await runtime.RunAsync("load", "--input", image);

        var platform = await StartAsync(runtime, "wristband-platform", "/health/ready", new()
        {
            ["Platform__PublicOrigins__0"] = "https://*:8443",
        });
        await StartAsync(runtime, "wristband-demo", "/health/live", new()
        {
            ["APPLICATION_VANITY_DOMAIN"] = "demo.dev.localhost:8443",
            ["CLIENT_ID"] = "some-client",
            ["CLIENT_SECRET"] = "a-secret-of-a-client-that-does-not-exist",
        });

        await runtime.RunAsync("exec", platform.Name, "/app/Wristband.Platform", "health", "--url", platform.Url + "/health/ready");
        (await runtime.TryAsync("exec", platform.Name, "/app/Wristband.Platform", "health", "--url", platform.Url + "/nothing")).ExitCode
            .ShouldBe(1);
        (await runtime.TryAsync("exec", platform.Name, "/bin/sh", "-c", "true")).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("Wristband.Platform")]
    [InlineData("Wristband.DemoApp")]
    public async Task They_are_made_on_a_base_without_a_shell_for_a_user_without_privileges(string project)
    {
        var printed = await DotnetCommand.RunAsync(
            Path.Combine(Repository.Root, "src", project), "msbuild", "-nologo", "-t:ComputeContainerBaseImage",
            "-getProperty:ContainerBaseImage,ContainerUser", "-getItem:ContainerPort,ContainerEnvironmentVariable");

        var image = JsonDocument.Parse(printed).RootElement;
        var properties = image.GetProperty("Properties");
        properties.GetProperty("ContainerBaseImage").GetString()!.ShouldMatch("/dotnet/aspnet:10\\.0[.0-9]*-noble-chiseled-extra$");
        properties.GetProperty("ContainerUser").GetString().ShouldBe("1654");
        var port = image.GetProperty("Items").GetProperty("ContainerPort").EnumerateArray().Single().GetProperty("Identity").GetString();
        var settings = image.GetProperty("Items").GetProperty("ContainerEnvironmentVariable").EnumerateArray()
            .ToDictionary(v => v.GetProperty("Identity").GetString()!, v => v.GetProperty("Value").GetString());
        port.ShouldBe(settings["ASPNETCORE_HTTP_PORTS"]);
    }

    private async Task<(string Name, string Url)> StartAsync(
        ContainerRuntime runtime, string image, string path, Dictionary<string, string> settings)
    {
        var port = LoopbackNetwork.FreePort();
        var name = $"{image}-{port}";
        settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        settings["ASPNETCORE_HTTP_PORTS"] = $"{port}";
        _started.Add(() => runtime.TryAsync("rm", "--force", "--volumes", name));
        await runtime.RunAsync(
        [
            "run", "--detach", "--name", name, "--network=host", "--read-only", "--volume", "/home/app", "--cap-drop=ALL",
            "--security-opt=no-new-privileges", .. settings.SelectMany(s => new[] { "--env", $"{s.Key}={s.Value}" }),
            $"{image}:{Version()}",
        ]);
        var url = $"http://localhost:{port}";
        using var client = new HttpClient(LoopbackNetwork.Handler(), disposeHandler: true);
        var patience = Stopwatch.StartNew();
        while (!await ServerProcess.AnswersAsync(client, new Uri(url + path), HttpStatusCode.OK, CancellationToken.None))
        {
            if (patience.Elapsed > TimeSpan.FromSeconds(60)) Assert.Fail((await runtime.TryAsync("logs", name)).Output);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        return (name, url);
    }

    private static string Version() =>
        XDocument.Load(Repository.Folder("Directory.Build.props")).Descendants("Version").Single().Value;
}
