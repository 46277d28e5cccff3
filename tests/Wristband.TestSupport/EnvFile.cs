using Wristband.AspNetCore.Configuration;

namespace Wristband.TestSupport;

/// <summary>The values of a <c>.env</c> file, read by the SDK's own parser.</summary>
public static class EnvFile
{
    public static IReadOnlyDictionary<string, string> Read(string path) => EnvironmentFile.Parse(File.ReadLines(path));
}
