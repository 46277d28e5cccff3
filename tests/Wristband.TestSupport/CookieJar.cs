using System.Collections.Concurrent;
using Microsoft.Net.Http.Headers;

namespace Wristband.TestSupport;

/// <summary>
/// A browser's cookie store, as far as sign-in needs it: host-only and domain cookies, path, expiry by the test's clock, and
/// Secure cookies on https and on loopback names, where browsers accept them too.
/// </summary>
public sealed class CookieJar(TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Name, string Domain, string Path), Entry> _cookies = new();

    private sealed record Entry(
        string Name, string Value, string Domain, bool HostOnly, string Path, bool Secure, DateTimeOffset? Expires, string Raw);

    /// <summary>Every stored cookie that is alive, as "name" to "value", for one host.</summary>
    public IReadOnlyDictionary<string, string> For(Uri url) =>
        Alive(url).GroupBy(c => c.Name).ToDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>The Set-Cookie line that stored this cookie; null when there is none.</summary>
    public string? RawOf(Uri url, string name) => Alive(url).LastOrDefault(c => c.Name == name)?.Raw;

    public string? Header(Uri url)
    {
        var pairs = Alive(url).Select(c => $"{c.Name}={c.Value}").ToArray();
        return pairs.Length == 0 ? null : string.Join("; ", pairs);
    }

    /// <summary>Puts a cookie into the jar without a response, as an attacker or an old session would.</summary>
    public void Put(Uri url, string name, string value) =>
        _cookies[(name, url.Host, "/")] = new Entry(name, value, url.Host, true, "/", false, null, "");

    public void Remove(Uri url, string name)
    {
        foreach (var key in _cookies.Keys.Where(k => k.Name == name && k.Domain == url.Host)) _cookies.TryRemove(key, out _);
    }

    public void Clear() => _cookies.Clear();

    public void Store(Uri url, IEnumerable<string> setCookieLines)
    {
        foreach (var line in setCookieLines)
        {
            if (!SetCookieHeaderValue.TryParse(line, out var parsed)) throw new InvalidOperationException($"Unreadable Set-Cookie: {line}");
            var name = parsed.Name.ToString();
            var hostOnly = !parsed.Domain.HasValue;
            var domain = hostOnly ? url.Host : parsed.Domain.ToString().TrimStart('.');
            var path = parsed.Path.HasValue ? parsed.Path.ToString() : "/";
            RefuseWhatBrowsersRefuse(url, parsed, name, hostOnly, domain, path, line);

            var expires = parsed.MaxAge is { } age ? time.GetUtcNow() + age : parsed.Expires;
            if (expires <= time.GetUtcNow()) _cookies.TryRemove((name, domain, path), out _);
            else _cookies[(name, domain, path)] = new Entry(
                name, parsed.Value.ToString(), domain, hostOnly, path, parsed.Secure, expires, line);
        }
    }

    private static void RefuseWhatBrowsersRefuse(
        Uri url, SetCookieHeaderValue cookie, string name, bool hostOnly, string domain, string path, string line)
    {
        var hostPrefixBroken = name.StartsWith("__Host-", StringComparison.Ordinal) && (!cookie.Secure || !hostOnly || path != "/");
        var foreign = !hostOnly && url.Host != domain && !url.Host.EndsWith("." + domain, StringComparison.Ordinal);
        var insecure = cookie.Secure && !MaySendSecure(url);
        if (hostPrefixBroken || foreign || insecure || line.Length > 4096)
            throw new InvalidOperationException($"A browser would not keep this cookie at {url.Host}: {name}");
    }

    private IEnumerable<Entry> Alive(Uri url) => _cookies.Values
        .Where(c => c.Expires is null || c.Expires > time.GetUtcNow())
        .Where(c => c.HostOnly ? c.Domain == url.Host : url.Host == c.Domain || url.Host.EndsWith("." + c.Domain, StringComparison.Ordinal))
        .Where(c => url.AbsolutePath.StartsWith(c.Path, StringComparison.Ordinal))
        .Where(c => !c.Secure || MaySendSecure(url))
        .OrderBy(c => c.Name, StringComparer.Ordinal);

    private static bool MaySendSecure(Uri url) =>
        url.Scheme == "https" || url.Host == "localhost" || url.Host.EndsWith(".localhost", StringComparison.Ordinal);
}
