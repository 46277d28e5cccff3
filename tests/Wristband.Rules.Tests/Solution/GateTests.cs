using System.Diagnostics;

namespace Wristband.Rules.Tests.Solution;

/// <summary><c>make test</c> itself: its last line and exit code, whatever happens to the commands that it runs.</summary>
public sealed class GateTests : IDisposable
{
    private const string Passing = "Test run summary: Passed!\n  total: 3\n  failed: 0\n  succeeded: 3\n  skipped: 0";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-gate-");

    [Fact]
    public async Task A_run_in_which_all_tests_pass_passes()
    {
        // On SQLite, on PostgreSQL, and through PgBouncer.
        (await RunAsync(Passing, 0)).ShouldBe(("9 passed, 0 failed", 0));
    }

    [Fact]
    public async Task A_failed_test_can_fail_the_run() =>
        (await RunAsync("failed A (1ms)\nTest run summary: Failed!\n  total: 3\n  failed: 1\n  succeeded: 2", 2))
            .ShouldBe(("2 passed, 1 failed", 2));

    [Fact]
    public async Task A_run_without_tests_can_fail() =>
        (await RunAsync("Test run summary: Zero tests ran\n  total: 0\n  failed: 0\n  succeeded: 0", 0))
            .ShouldBe(("0 passed, 1 failed", 1));

    [Fact]
    public async Task A_crashed_suite_can_fail_the_run() => (await RunAsync(Passing, 8)).ShouldBe(("3 passed, 1 failed", 1));

    [Theory]
    [InlineData("restore")]
    [InlineData("build")]
    [InlineData("format")]
    public async Task A_step_before_the_tests_can_fail_the_run(string step) =>
        (await RunAsync(Passing, 0, step)).ShouldBe(("0 passed, 1 failed", 1));

    [Fact]
    public async Task A_missing_tool_can_fail_the_run() =>
        (await RunAsync(Passing, 0, chromium: "/missing/chromium")).ShouldBe(("0 passed, 1 failed", 1));

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs the script with a dotnet command that only says what it is told to say.</summary>
    private async Task<(string LastLine, int ExitCode)> RunAsync(
        string testOutput, int testExitCode, string failingStep = "none", string chromium = "/bin/true")
    {
        Command("dotnet", $"""
            [ "$1" = {failingStep} ] && exit 1
            [ "$1" = test ] || exit 0
            printf '%s\n' '{testOutput}'
            exit {testExitCode}
            """);
        // Nothing is installed from here.
        Command("apt-get", "exit 1");
        var start = new ProcessStartInfo("bash", [Repository.Folder("eng/test.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ["CHROMIUM"] = chromium },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors;
        return (output.TrimEnd('\n').Split('\n')[^1], process.ExitCode);
    }

    private void Command(string name, string body)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
