using System.Runtime.InteropServices;
using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Running;

/// <summary>
/// The Node.js that runs the guests: the system's, when it is one that all their packages support (express-openid-connect asks for
/// the newest), else one that npm installs. Debian 12 comes with Node.js 18, which lacks the Web Crypto that they build on.
/// </summary>
internal static class NodeRuntime
{
    public static async Task<string> FindAsync()
    {
        var found = await ChildProcess.RunAsync(new Launch("node", ["--version"], Repository.Root));
        if (RunsAllPackages(found)) return "node";
        if (!OperatingSystem.IsLinux())
            throw new InvalidOperationException(
                $"The compatibility tests run packages that need Node.js 20.19, 22.12 or newer. The node on the path is {found.Trim()}.");
        var folder = await NodePackages.InstallAsync("node");
        return Path.Combine(
            folder, "node_modules", "node-linux-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), "bin", "node");
    }

    internal static bool RunsAllPackages(string version) => Version.TryParse(version.Trim().TrimStart('v'), out var node) && node switch
    {
        { Major: 20 } => node.Minor >= 19,
        { Major: 22 } => node.Minor >= 12,
        _ => node.Major >= 23,
    };
}
