using System.Globalization;
using System.Text.RegularExpressions;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Where a client's answers may go: one of its registered strings, byte by byte, {tenant_name} included (P-03). A native app that
/// listens on a loopback address gets its port from the operating system, so there the port is free (RFC 8252 7.3).
/// </summary>
internal static partial class RedirectUris
{
    private const int LongestUri = 2000;

    /// <summary>The address to answer to; null when it is not registered. Without one in the request, the only one that there is.</summary>
    public static string? Find(OAuthClient client, string? given) =>
        given is null ? client.RedirectUris is [var only] ? only : null
        : given.Length <= LongestUri && client.RedirectUris.Any(registered => IsSame(client, registered, given)) ? given
        : null;

    private static bool IsSame(OAuthClient client, string registered, string given) =>
        registered == given || (client.Type == ClientType.Native && IsSameLoopback(Loopback().Match(registered), Loopback().Match(given)));

    private static bool IsSameLoopback(Match registered, Match given) =>
        registered.Success && given.Success && HasPort(given)
        && registered.Groups["host"].ValueSpan.SequenceEqual(given.Groups["host"].ValueSpan)
        && registered.Groups["rest"].ValueSpan.SequenceEqual(given.Groups["rest"].ValueSpan);

    private static bool HasPort(Match given) =>
        !given.Groups["port"].Success
        || (ushort.TryParse(given.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0);

    // Addresses, not the name localhost: what that resolves to is not for sure this machine (RFC 8252 8.3).
    [GeneratedRegex(
        @"\Ahttp://(?<host>127\.0\.0\.1|\[::1\])(?::(?<port>[0-9]{1,5}))?(?<rest>[/?][^#\s]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Loopback();
}
