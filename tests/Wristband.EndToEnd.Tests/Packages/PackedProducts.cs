using System.Globalization;
using Wristband.EndToEnd.Tests.Running;

[assembly: AssemblyFixture(typeof(Wristband.EndToEnd.Tests.Packages.PackedProducts))]

namespace Wristband.EndToEnd.Tests.Packages;

/// <summary>
/// The packages as <c>make pack</c> makes them, in a folder that serves as a feed. Packed once a run, beside the build that other tests
/// use, under a version that no cache can know.
/// </summary>
public sealed class PackedProducts : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wristband-packages-");
    private readonly Lazy<Task<string>> _packed;

    public PackedProducts() => _packed = new(PackAsync);

    public string Feed => Path.Combine(_folder.FullName, "feed");

    public string Version { get; } = "0.0.0-test." + TimeProvider.System.GetUtcNow().Ticks.ToString(CultureInfo.InvariantCulture);

    /// <summary>Completes when the packages are in <see cref="Feed"/>; the result is what the command printed.</summary>
    public Task<string> ReadyAsync() => _packed.Value;

    public string PathOf(string package, string extension) => Path.Combine(Feed, $"{package}.{Version}.{extension}");

    /// <summary>Removes what restoring left in the machine's cache; no later run asks for this version.</summary>
    private void ForgetUnpacked()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (var package in new[] { "wristband.aspnetcore", "wristband.aspnetcore.testing" })
        {
            var unpacked = Path.Combine(packages, package, Version);
            if (Directory.Exists(unpacked)) Directory.Delete(unpacked, recursive: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        ForgetUnpacked();
        return ValueTask.CompletedTask;
    }

    private Task<string> PackAsync() => ShellCommand.RunScriptAsync(
        "eng/pack.sh", new Dictionary<string, string> { ["OUTPUT"] = Feed, ["VERSION"] = Version });
}
