using System.Diagnostics;
using Wristband.EndToEnd.Tests.Running;
using Wristband.TestSupport;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>The unit as systemd reads it, on a machine where the archive is unpacked.</summary>
public sealed class Systemd_unit : IDisposable
{
    // Exposure as systemd counts it, times ten. A unit without any protection has 96; what is left here is the network, mostly.
    private const string Most = "13";
    private readonly DirectoryInfo _machine = Directory.CreateTempSubdirectory("wristband-systemd-");

    public void Dispose() => _machine.Delete(recursive: true);

    [Fact]
    public async Task It_has_no_mistake()
    {
        var (exitCode, output) = await VerifyAsync(unit => unit);

        exitCode.ShouldBe(0, output);
        output.Split('\n').ShouldNotContain(line => line.Contains("wristband-platform.service"), output);
    }

    [Theory]
    [InlineData("ProtectSystem=strict", "ProtectSytem=strict", "ProtectSytem")]
    [InlineData("SystemCallFilter=@system-service", "SystemCallFilter=@sytem-service", "@sytem-service")]
    [InlineData("/opt/wristband-platform/Wristband.Platform", "/opt/wristband/Wristband.Platform", "/opt/wristband/")]
    public async Task A_mistake_can_fail(string right, string wrong, string named) =>
        (await VerifyAsync(unit => unit.Replace(right, wrong))).Output.ShouldContain(named);

    [Fact]
    public async Task It_is_exposed_as_little_as_a_server_can_be()
    {
        var (exitCode, output) = await SecurityAsync(unit => unit);

        exitCode.ShouldBe(0, output);
    }

    [Theory]
    [InlineData("ProtectSystem=strict")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("User=wristband-platform")]
    public async Task A_unit_that_protects_less_can_fail(string line) =>
        (await SecurityAsync(unit => unit.Replace(line + "\n", ""))).ExitCode.ShouldNotBe(0);

    private async Task<(int ExitCode, string Output)> VerifyAsync(Func<string, string> change)
    {
        var program = Directory.CreateDirectory(Path.Combine(_machine.FullName, "opt/wristband-platform"));
        var binary = Path.Combine(program.FullName, "Wristband.Platform");
        await File.WriteAllTextAsync(binary, "#!/bin/sh\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(binary, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return await ShellCommand.RunAsync(new ProcessStartInfo(
            "systemd-analyze", ["verify", "--man=no", "--recursive-errors=no", "--root=" + _machine.FullName, Write(change)]));
    }

    private Task<(int ExitCode, string Output)> SecurityAsync(Func<string, string> change) => ShellCommand.RunAsync(new ProcessStartInfo(
        "systemd-analyze", ["security", "--offline=true", "--threshold=" + Most, "--no-pager", Write(change)]));

    private string Write(Func<string, string> change)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_machine.FullName, "etc/systemd/system")).FullName;
        var unit = Path.Combine(folder, "wristband-platform.service");
        File.WriteAllText(unit, change(File.ReadAllText(Repository.Folder("deploy/systemd/wristband-platform.service"))));
        return unit;
    }
}
