using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Wristband.Platform.Setup;

/// <summary>A host name for an application, as DNS writes it: "auth.yourapp.io", without scheme and port.</summary>
internal static partial class VanityHost
{
    // A tenant's name and a separator come in front, and DNS ends at 253.
    private const int Longest = 200;

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? host)
    {
        var lower = text?.Trim().ToLowerInvariant();
        host = lower is { Length: <= Longest } && Pattern().IsMatch(lower) ? lower : null;
        return host is not null;
    }

    /// <summary>"dashboard.yourapp.io" for "auth.yourapp.io": one wildcard record and one certificate serve both.</summary>
    public static string Beside(string host, string label)
    {
        var parts = host.Split('.');
        return parts.Length > 2 ? label + host[parts[0].Length..] : $"{label}.{host}";
    }

    // The last label has a letter: what has none is an address.
    [GeneratedRegex(
        @"\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
