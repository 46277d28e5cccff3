using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>
/// Where a browser may be sent after login: a path of this application, or an address of an origin that the application listed.
/// Everything else is dropped, and dropped again at the callback (S-11).
/// </summary>
internal sealed partial class ReturnUrls(WristbandOptions options, ILogger<ReturnUrls> logger)
{
    public const string Parameter = "return_url";

    /// <summary>Half of what servers and proxies by default take as the first line of a request.</summary>
    public const int MaxLength = 4096;

    private readonly HashSet<string> _allowedOrigins =
        options.AllowedReturnOrigins.Select(o => o.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the request asks for, as <see cref="Accept"/> allows it. A refusal is logged here, once a login.</summary>
    public string? Asked(HttpRequest request, PlatformSettings settings)
    {
        if (request.Parameter(Parameter) is not { } candidate) return null;
        if (Accept(candidate, request, settings) is { } accepted) return accepted;
        Log.Refused(logger, candidate.Length, MaxLength);
        return null;
    }

    /// <summary>
    /// The URL to use: a path for this application's own addresses, the full address for a listed origin, null when it is
    /// refused. The result is pure ASCII and fits into a header.
    /// </summary>
    public string? Accept(string? candidate, HttpRequest request, PlatformSettings? settings)
    {
        if (candidate is not { Length: > 0 and <= MaxLength } || HasTrickyCharacter(candidate)) return null;
        if (!Uri.TryCreate(request.Origin(), UriKind.Absolute, out var own)) return null;
        var accepted = candidate[0] == '/' ? AcceptPath(candidate, own) : AcceptAbsolute(candidate, own, settings);
        return accepted is { Length: <= MaxLength } ? accepted : null;
    }

    /// <summary>Where to go when nothing acceptable was asked for: below the path that the application is mounted at.</summary>
    public string Default(HttpRequest request)
    {
        var path = new PathString(options.DefaultReturnUrl.Split('?', '#')[0]);
        return path.StartsWithSegments(request.PathBase, StringComparison.OrdinalIgnoreCase)
            ? options.DefaultReturnUrl
            : request.PathBase + options.DefaultReturnUrl;
    }

    private static string? AcceptPath(string candidate, Uri own)
    {
        if (LooksLikeAuthority(candidate) || !Uri.TryCreate(own, candidate, out var uri)) return null;
        return IsSameOrigin(uri, own) ? LocalPart(uri) : null;
    }

    private string? AcceptAbsolute(string candidate, Uri own, PlatformSettings? settings)
    {
        if (!Uri.TryCreate(candidate, UriKind.Absolute, out var uri)) return null;
        if (uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0) return null;
        // Without the two slashes the parsers of browsers and of .NET disagree about where the host begins.
        if (!candidate.StartsWith(uri.Scheme + "://", StringComparison.OrdinalIgnoreCase)) return null;
        if (IsSameOrigin(uri, own)) return LocalPart(uri);
        if (IsAnotherTenant(uri.Host, settings)) return null;
        return _allowedOrigins.Contains(uri.GetLeftPart(UriPartial.Authority)) ? uri.AbsoluteUri : null;
    }

    private static bool IsSameOrigin(Uri uri, Uri own) =>
        uri.GetLeftPart(UriPartial.Authority).Equals(own.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);

    /// <summary>In subdomain mode no tenant's login ends on another tenant's host, listed or not (S-12).</summary>
    private static bool IsAnotherTenant(string host, PlatformSettings? settings) =>
        settings?.RootDomain is { } root && host.EndsWith("." + root, StringComparison.OrdinalIgnoreCase);

    private static string? LocalPart(Uri uri)
    {
        var path = uri.PathAndQuery + uri.Fragment;
        return LooksLikeAuthority(path) ? null : path;
    }

    /// <summary>True when a browser or a proxy could read the path's start as "//host", as it stands or percent-decoded.</summary>
    private static bool LooksLikeAuthority(string path)
    {
        var end = path.AsSpan().IndexOfAny('?', '#');
        var text = end < 0 ? path : path[..end];
        for (var round = 0; round < 3; round++)
        {
            if (text.StartsWith("//", StringComparison.Ordinal) || HasTrickyCharacter(Start(text)) || text.Any(char.IsControl)) return true;
            text = Uri.UnescapeDataString(text);
        }
        return false;
    }

    /// <summary>The first segment: only there can a backslash or a space that is none make a path look like a host.</summary>
    private static string Start(string path) => path.IndexOf('/', 1) is > 0 and var end ? path[..end] : path;

    private static bool HasTrickyCharacter(string text) => text.AsSpan().ContainsAny(TrickyCharacters) || HasLoneSurrogate(text);

    private static readonly SearchValues<char> TrickyCharacters = SearchValues.Create(
        "\\\u007f\u0085\u00a0\u2028\u2029" + new string([.. Enumerable.Range(0, 32).Select(c => (char)c)]));

    private static partial class Log
    {
        [LoggerMessage(1217, LogLevel.Warning, "WB1217 A login's return_url of {Length} characters was refused; the login ends at the "
            + "default page. It has to be a path of this application or lead to an origin in AllowedReturnOrigins, and fit into "
            + "{Limit} "
            + "characters.", EventName = "ReturnUrlRefused")]
        public static partial void Refused(ILogger logger, int length, int limit);
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return true;
            i++;
        }
        return false;
    }
}
