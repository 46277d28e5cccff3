namespace Wristband.AspNetCore.Web;

/// <summary>
/// The names under which one configuration is known to the framework and to browsers. No two configurations share one (S-92).
/// </summary>
internal sealed record SchemeNames(string Name)
{
    public string Session { get; } = WristbandDefaults.SessionSchemeOf(Name);

    public string Jwt { get; } = WristbandDefaults.JwtSchemeOf(Name);

    public string SessionPolicy { get; } = WristbandDefaults.SessionPolicyOf(Name);

    public string JwtPolicy { get; } = WristbandDefaults.JwtPolicyOf(Name);

    /// <summary>The policy that takes either, and the scheme that decides which.</summary>
    public string SessionOrJwt { get; } = WristbandDefaults.SessionOrJwtPolicyOf(Name);

    public string Backchannel { get; } = WristbandDefaults.BackchannelNameOf(Name);

    public string SessionCookie { get; } = WristbandDefaults.SessionCookieOf(Name);

    public string CsrfCookie { get; } = WristbandDefaults.CsrfCookieOf(Name);

    /// <summary>What the cookies of logins under way begin with. No configuration's prefix is the beginning of another's.</summary>
    public string LoginCookiePrefix { get; } = Name.Length == 0 ? "login." : $"login-{Name}.";

    /// <summary>Says where this browser signed in last.</summary>
    public string TenantCookie { get; } = Name.Length == 0 ? "last-tenant" : $"last-tenant-{Name}";

    /// <summary>Where a request keeps what it found out about its session.</summary>
    public string SessionItem { get; } = WristbandDefaults.SessionSchemeOf(Name) + ".request";

    /// <summary>Policies for endpoints that scripts call: a session needs its CSRF token there, and nobody is redirected.</summary>
    public bool IsForScripts(string? policy) => policy == SessionPolicy || policy == SessionOrJwt;

    /// <summary>
    /// Lower-case letters, digits and inner hyphens: the name becomes part of cookie names and paths, and chunks of cookies end with
    /// "C1".
    /// </summary>
    public static bool IsUsable(string name) =>
        name.Length is > 0 and <= 32 && name[0] != '-' && name[^1] != '-'
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
