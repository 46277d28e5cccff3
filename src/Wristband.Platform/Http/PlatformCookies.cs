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

    public static string? Read(HttpContext context, string name) => context.Request.Cookies[FullName(context, name)];

    public static void Write(HttpContext context, string name, string value, TimeSpan? maxAge = null) =>
        context.Response.Cookies.Append(FullName(context, name), value, Options(context, maxAge));

    public static void Delete(HttpContext context, string name) => context.Response.Cookies.Delete(FullName(context, name), Options(context, null));

    private static string FullName(HttpContext context, string name) => context.GetHost().Origin.IsHttps ? "__Host-" + name : name;

    private static CookieOptions Options(HttpContext context, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        Secure = context.GetHost().Origin.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = maxAge,
        IsEssential = true,
    };
}
