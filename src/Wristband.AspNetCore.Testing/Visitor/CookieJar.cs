using System.Collections.Concurrent;
using Microsoft.Net.Http.Headers;

namespace Wristband.AspNetCore.Testing.Visitor;

/// <summary>
/// A browser's cookies for one site at a time: host-only, with path, Secure and expiry. The framework's own container would go by the
/// machine's clock, and sessions under a test's clock would end in it at once.
/// </summary>
internal sealed class CookieJar(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Host, string Path, string Name), Cookie> _cookies = new();

    private sealed record Cookie(string Name, string Value, string Path, bool Secure, DateTimeOffset? Expires);

    /// <summary>The cookie's value as it would be sent to this address; null when there is none.</summary>
    public string? Find(Uri url, string name) => Sent(url).LastOrDefault(c => c.Name == name)?.Value;

    /// <summary>The value of the Cookie header; null without cookies.</summary>
    public string? Header(Uri url)
    {
        var pairs = Sent(url).Select(c => $"{c.Name}={c.Value}").ToList();
        return pairs.Count == 0 ? null : string.Join("; ", pairs);
    }

    public void Store(Uri url, IEnumerable<string> lines)
    {
        foreach (var cookie in SetCookieHeaderValue.ParseList([.. lines]))
        {
            var path = cookie.Path.HasValue ? cookie.Path.Value! : "/";
            var expires = cookie.MaxAge is { } age ? time.GetUtcNow() + age : cookie.Expires;
            var key = (url.Host, path, cookie.Name.Value!);
            if (expires <= time.GetUtcNow()) _cookies.TryRemove(key, out _);
            else _cookies[key] = new Cookie(key.Item3, cookie.Value.Value ?? "", path, cookie.Secure, expires);
        }
    }

    private IEnumerable<Cookie> Sent(Uri url) => _cookies
        .Where(entry => entry.Key.Host == url.Host && Covers(entry.Value.Path, url.AbsolutePath))
        .Select(entry => entry.Value)
        .Where(cookie => !(cookie.Expires <= time.GetUtcNow()) && (!cookie.Secure || url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
        .OrderByDescending(cookie => cookie.Path.Length);

    private static bool Covers(string cookiePath, string path) =>
        path.StartsWith(cookiePath, StringComparison.Ordinal)
            && (cookiePath.EndsWith('/') || path.Length == cookiePath.Length || path[cookiePath.Length] == '/');
}
