namespace Wristband.AspNetCore.Configuration;

/// <summary>
/// Reads a <c>.env</c> file: <c>NAME=value</c> lines, <c>#</c> comments, optional <c>export</c> and quotes. No expansion, no
/// multi-line values: three settings do not need a language.
/// </summary>
internal static class EnvironmentFile
{
    public const string Name = ".env";

    /// <summary>The file's settings; empty when there is none in these folders. The first folder that has one wins.</summary>
    public static IReadOnlyDictionary<string, string> Read(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            var path = Path.Combine(folder, Name);
            if (File.Exists(path)) return Parse(File.ReadLines(path));
        }
        return new Dictionary<string, string>();
    }

    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var raw in lines)
        {
            var line = raw.Trim();
            if (line.StartsWith("export ", StringComparison.Ordinal)) line = line["export ".Length..].TrimStart();
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || line[0] == '#') continue;
            settings[line[..equals].TrimEnd()] = Value(line[(equals + 1)..].Trim());
        }
        return settings;
    }

    private static string Value(string text)
    {
        if (text is ['"' or '\'', .., _] && text[^1] == text[0]) return text[1..^1];
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
