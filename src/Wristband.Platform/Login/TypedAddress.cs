using Wristband.Platform.Http;
using Wristband.Platform.Security;

namespace Wristband.Platform.Login;

/// <summary>The address that somebody typed into a form that comes back, for the next page view only.</summary>
internal sealed class TypedAddress(SealedValues seals)
{
    private sealed record Typed(string Email);

    private const string Cookie = "wb-typed";
    private const int Longest = 320;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    public void Keep(HttpContext context, string email)
    {
        if (email.Length <= Longest)
            PlatformCookies.Write(context, Cookie, seals.Seal(Cookie, new Typed(email), Lifetime), Lifetime);
    }

    public string? Take(HttpContext context)
    {
        if (PlatformCookies.Read(context, Cookie) is not { } kept) return null;
        PlatformCookies.Delete(context, Cookie);
        return seals.Open<Typed>(Cookie, kept)?.Email;
    }
}
