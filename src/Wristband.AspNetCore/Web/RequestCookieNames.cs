using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore.Web;

/// <summary>Looks at the Cookie header itself, because the parsed collection hides that one name came with two values.</summary>
internal static class RequestCookieNames
{
    /// <summary>True when this name came twice with different values: somebody planted one, and nobody can tell which (S-36).</summary>
    public static bool IsAmbiguous(HttpRequest request, string name)
    {
        ReadOnlySpan<char> seen = default;
        var found = false;
        foreach (var header in request.Headers.Cookie)
        {
            if (header is null) continue;
            foreach (var range in header.AsSpan().Split(';'))
            {
                var pair = header.AsSpan(range).Trim();
                if (pair.Length <= name.Length || pair[name.Length] != '=' || !pair.StartsWith(name, StringComparison.Ordinal)) continue;
                var value = pair[(name.Length + 1)..];
                if (found && !value.SequenceEqual(seen)) return true;
                seen = value;
                found = true;
            }
        }
        return false;
    }
}
