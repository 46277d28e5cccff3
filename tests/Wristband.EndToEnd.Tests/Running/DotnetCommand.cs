using System.Diagnostics;

namespace Wristband.EndToEnd.Tests.Running;

/// <summary>A command of the .NET SDK, as a person types it.</summary>
internal static class DotnetCommand
{
    /// <summary>Runs <c>dotnet</c> in a folder and returns what it printed; a failure fails the test with it.</summary>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var (exitCode, printed) = await ShellCommand.RunAsync(
            Clean(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder }));
        exitCode.ShouldBe(0, $"dotnet {string.Join(' ', arguments)}\n{printed}");
        return printed;
    }

    /// <summary>The environment of somebody who types the command, and not the one of a test.</summary>
    public static ProcessStartInfo Clean(ProcessStartInfo start)
    {
        // What the test runner set for its own build and run is not this command's.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.Ordinal) || k == "DOTNET_HOST_PATH")
            .ToList())
            start.Environment.Remove(name);
        // Helpers that stay behind would keep the output open, and this test waiting for its end.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        return start;
    }
}
