using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Crashes;

/// <summary>X-D33, X-D36: what an operator sees of a platform or a demo that does not start.</summary>
public class Refusing_to_start
{
    [Fact]
    public async Task XD33_XE10_all_mistakes_are_told_at_once_a_line_each_without_a_stack()
    {
        var (exitCode, output) = await StartAsync(new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Platform__PublicOrigins__0"] = "http://*:1",
            ["Platform__Proxies__KnownProxies__0"] = "somewhere",
        });

        exitCode.ShouldBe(1);
        var lines = output.Split('\n').Where(line => line.Contains("WB2", StringComparison.Ordinal)).ToList();
        foreach (var id in (string[])["WB2003: ", "WB2006: ", "WB2100: ", "WB2130: "])
            lines.Count(line => line.Contains(id, StringComparison.Ordinal)).ShouldBe(1, output);
        output.ShouldNotContain("   at ");
        output.ShouldNotContain("Unhandled exception");
    }

    [Fact]
    public async Task XD33_a_setting_of_the_wrong_kind_is_named()
    {
        var (exitCode, output) = await StartAsync(new Dictionary<string, string> { ["Platform__Sessions__Idle"] = "an hour" });

        exitCode.ShouldBe(1);
        output.ShouldContain("WB2024: ");
        output.ShouldContain("Platform:Sessions:Idle");
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task XD33_XE10_the_demo_tells_all_mistakes_of_its_settings_as_well()
    {
        var (exitCode, output) = await StartAsync(
            new Dictionary<string, string>
            {
                ["APPLICATION_VANITY_DOMAIN"] = "ftp://demo.example",
                ["CLIENT_ID"] = "some-client",
                ["CLIENT_SECRET"] = "short",
                ["Demo__KnownProxies__0"] = "somewhere",
            },
            "Wristband.DemoApp");

        exitCode.ShouldBe(1);
        foreach (var problem in (string[])["WB1002 ", "WB1005 ", "Demo:KnownProxies must be IP addresses"])
            output.Split('\n').Count(line => line.Contains(problem, StringComparison.Ordinal)).ShouldBe(1, output);
        output.ShouldNotContain("   at ");
        output.ShouldNotContain("Unhandled exception");
    }

    private static async Task<(int ExitCode, string Output)> StartAsync(
        Dictionary<string, string> settings, string project = "Wristband.Platform")
    {
        var data = Directory.CreateTempSubdirectory("wristband-refused-");
        settings["Platform__DataDirectory"] = settings["Demo__DataDirectory"] = data.FullName;
        await using var server = new ServerProcess(Binaries.Dll(project), Repository.Folder("src/" + project), settings, data.FullName);
        var exitCode = await server.ExitCodeAsync(TimeSpan.FromSeconds(60));
        data.Delete(recursive: true);
        return (exitCode, server.Output);
    }
}
