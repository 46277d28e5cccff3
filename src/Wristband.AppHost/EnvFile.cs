namespace Wristband.AppHost;

/// <summary>KEY=value lines; blank lines and lines that start with # do not count.</summary>
internal static class EnvFile
{
    public static Dictionary<string, string> Read(string path) => File.ReadLines(path)
        .Select(line => line.Trim())
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim().Trim('"'));
}
