using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Setup;

/// <summary>
/// A host name for an application, as DNS writes it: "auth.yourapp.io", without scheme and port. Tenants live beside it, at
/// "acme-auth.yourapp.io"; beside "yourapp.io" they would be at "acme-yourapp.io", which anybody may buy.
/// </summary>
internal static partial class VanityHost
{
    // A tenant's name and a separator come in front, and DNS ends at 253.
    private const int Longest = 200;
    private const string ThisMachine = ".localhost";
    private const int LongestLabel = 63 - TenantName.MaxLength - 1;

    public static bool TryParse(string? text, [NotNullWhen(true)] out string? host)
    {
        var lower = text?.Trim().ToLowerInvariant();
        host = lower is { Length: <= Longest } && Pattern().IsMatch(lower) && HasRoomBeside(lower) ? lower : null;
        return host is not null;
    }

    /// <summary>"dashboard.yourapp.io" for "auth.yourapp.io": one wildcard record and one certificate serve both.</summary>
    public static string Beside(string host, string label)
    {
        var parts = host.Split('.');
        return parts.Length > 2 ? label + host[parts[0].Length..] : $"{label}.{host}";
    }

    private static bool HasRoomBeside(string host) => host.IndexOf('.', StringComparison.Ordinal) <= LongestLabel
        && (host.Count(c => c == '.') > 1 || host.EndsWith(ThisMachine, StringComparison.Ordinal));

    // The last label has a letter: what has none is an address.
    [GeneratedRegex(
        @"\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
