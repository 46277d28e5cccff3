using System.Diagnostics;
using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.Published;

/// <summary>
/// A machine as bubblewrap makes it: the distribution's libraries and the unpacked archive, all of it read-only, one directory to write
/// to, and a user without any privilege. There is no .NET on it but the archive's own, and not even a /tmp.
/// </summary>
internal sealed class ReadOnlyRoot(string program, string data)
{
    public const string Program = "/opt/wristband-platform";
    public const string Data = "/var/lib/wristband-platform";
    private const string User = "1654";

    private static readonly string[] AsNobodySpecial =
    [
        "setpriv", "--reuid=" + User, "--regid=" + User, "--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all",
    ];

    /// <summary>The files that commands may read, beside the program: one seed file, for a start of development.</summary>
    public string? Seed { get; init; }

    public async Task<(int ExitCode, string Output)> RunAsync(string file, params string[] arguments) =>
        await ShellCommand.RunAsync(await CommandAsync(new Dictionary<string, string>(), [file, .. arguments]));

    public async Task<ServerProcess> ServeAsync(int port, Dictionary<string, string> environment)
    {
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        environment.TryAdd("Platform__DataDirectory", Data);
        return await ServerProcess.StartAsync(
            await CommandAsync(environment, [Program + "/Wristband.Platform", "serve"]), new Uri($"http://127.0.0.1:{port}/health/ready"));
    }

    private async Task<ProcessStartInfo> CommandAsync(IReadOnlyDictionary<string, string> environment, IEnumerable<string> command)
    {
        List<string> arguments =
        [
            "--proc", "/proc", "--dev", "/dev", "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib",
            "--symlink", "usr/lib64", "/lib64",
        ];
        // What bubblewrap makes by itself on the way to a file is for its maker alone.
        foreach (var folder in (string[])["/usr", "/etc", "/opt", "/var", "/var/lib"])
            arguments.AddRange(["--perms", "0755", "--dir", folder]);
        foreach (var folder in (string[])["/usr/bin", "/usr/lib", "/usr/lib64", "/etc/ssl"])
            arguments.AddRange(["--ro-bind-try", folder, folder]);
        arguments.AddRange(["--ro-bind", program, Program, "--bind", data, Data]);
        if (Seed is not null) arguments.AddRange(["--ro-bind", Seed, "/etc/seed.json"]);
        arguments.AddRange(["--remount-ro", "/", "--chdir", Program, "--unshare-pid", "--die-with-parent", "--clearenv"]);
        foreach (var (name, value) in environment) arguments.AddRange(["--setenv", name, value]);
        // Root gives up what it is; everybody else becomes that user in a namespace.
        if (Environment.IsPrivilegedProcess)
        {
            (await ShellCommand.RunAsync(new ProcessStartInfo("chown", ["-R", User, data]))).ExitCode.ShouldBe(0);
            arguments.AddRange(AsNobodySpecial);
        }
        else
        {
            arguments.InsertRange(0, ["--unshare-user", "--uid", User, "--gid", User]);
        }
        return new ProcessStartInfo("bwrap", [.. arguments, .. command]);
    }
}
