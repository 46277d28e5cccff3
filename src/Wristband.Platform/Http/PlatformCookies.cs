namespace Wristband.Platform.Http;

/// <summary>
/// Every cookie of the platform is host-only, HttpOnly and Lax. Over https it also carries the __Host- prefix and Secure;
/// over plain http on a development machine browsers would refuse those.
/// </summary>
internal static class PlatformCookies
{
    public const string Session = "wb-sso";
    public const string Browser = "wb-txn";
    public const string KnownDevice = "wb-device";

    /// <summary>For a moment after a sign-out: the login page says that it happened.</summary>
    public const string SignedOut = "wb-out";
    private const int MostAlike = 10;

    public static string? Read(HttpContext context, string name) => context.Request.Cookies[FullName(context, name)];

    /// <summary>The values of all cookies whose name begins like this, few enough to look at each.</summary>
    public static IReadOnlyList<string> ReadAll(HttpContext context, string prefix)
    {
        var start = FullName(context, prefix);
        var alike = context.Request.Cookies.Where(c => c.Key.StartsWith(start, StringComparison.Ordinal));
        return [.. alike.Select(c => c.Value).Take(MostAlike)];
    }

    public static void Write(HttpContext context, string name, string value, TimeSpan? maxAge = null) =>
        context.Response.Cookies.Append(FullName(context, name), value, Options(context, maxAge));

    public static void Delete(HttpContext context, string name) =>
        context.Response.Cookies.Delete(FullName(context, name), Options(context, null));

    private static string FullName(HttpContext context, string name) => IsHttps(context) ? "__Host-" + name : name;

    // An error page may run for a host that nobody knows.
    private static bool IsHttps(HttpContext context) => context.FindHost() is { Origin.IsHttps: true };

    private static CookieOptions Options(HttpContext context, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = IsHttps(context),
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
