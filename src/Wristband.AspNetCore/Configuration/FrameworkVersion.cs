using System.Reflection;
using Microsoft.AspNetCore.DataProtection;

namespace Wristband.AspNetCore.Configuration;

/// <summary>Cookies are only as safe as the framework that seals them (G-01).</summary>
internal static class FrameworkVersion
{
    private static readonly Version OldestSafe = new(10, 0, 7);

    /// <summary>The data protection that is really loaded, whatever the application was built against.</summary>
    public static Version Loaded { get; } = Parse(
        typeof(IDataProtector).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <summary>"10.0.12+95017c", "11.0.0-preview.1": what counts stands in front.</summary>
    internal static Version Parse(string? informational) =>
        Version.TryParse(informational?.Split('+', '-')[0], out var version) ? version : Environment.Version;

    public static string? Problem(Version loaded) => loaded >= OldestSafe
        ? null
        : $"WB1030 ASP.NET Core {loaded} has a known weakness in the encryption of cookies (CVE-2026-40372). Install the runtime "
            + $"{OldestSafe} or newer, and replace the keys that an older one has used.";
}
