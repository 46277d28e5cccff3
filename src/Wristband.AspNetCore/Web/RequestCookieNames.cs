using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>Looks at the Cookie header itself, because the parsed collection hides that one name came with two values.</summary>
internal static class RequestCookieNames
{
    /// <summary>
    /// True when this name came twice with different values: somebody planted one, and nobody can tell which (S-36). Names and separators
    /// are those of the framework, which ignores case and takes commas too (X-A7).
    /// </summary>
    public static bool IsAmbiguous(HttpRequest request, string name)
    {
        ReadOnlySpan<char> seen = default;
        var found = false;
        foreach (var header in request.Headers.Cookie)
        {
            if (header is null) continue;
            foreach (var range in header.AsSpan().SplitAny(';', ','))
            {
                var pair = header.AsSpan(range).Trim();
                if (!IsNamed(pair, name)) continue;
                var value = pair[(name.Length + 1)..];
                if (found && !value.SequenceEqual(seen)) return true;
                seen = value;
                found = true;
            }
        }
        return false;
    }

    /// <summary>How this name is spelled in the request. Browsers tell these apart, so each has to be cleared by itself.</summary>
    public static IEnumerable<string> SpellingsOf(HttpRequest request, string name)
    {
        foreach (var header in request.Headers.Cookie)
        {
            foreach (var part in header?.Split(';', ',') ?? [])
            {
                if (IsNamed(part.AsSpan().Trim(), name)) yield return part.Trim()[..name.Length];
            }
        }
    }

    private static bool IsNamed(ReadOnlySpan<char> pair, string name) =>
        pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.OrdinalIgnoreCase);
}
