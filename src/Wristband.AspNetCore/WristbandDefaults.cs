namespace Wristband.AspNetCore;

/// <summary>Names that the SDK registers and that an application may refer to.</summary>
public static class WristbandDefaults
{
    /// <summary>The configuration section that <c>AddWristband()</c> binds: <c>Wristband</c>.</summary>
    public const string ConfigurationSection = "Wristband";

    /// <summary>The cookie authentication scheme that carries the session: <c>Wristband.Session</c>.</summary>
    public const string SessionScheme = "Wristband.Session";

    /// <summary>The bearer authentication scheme that accepts access tokens: <c>Wristband.Jwt</c>.</summary>
    public const string JwtScheme = "Wristband.Jwt";

    /// <summary>The authorization policy of <c>RequireWristbandSession()</c>, for use in <c>[Authorize(Policy = ...)]</c>.</summary>
    public const string SessionPolicy = "Wristband.Session";

    /// <summary>The authorization policy of <c>RequireWristbandJwt()</c>, for use in <c>[Authorize(Policy = ...)]</c>.</summary>
    public const string JwtPolicy = "Wristband.Jwt";

    /// <summary>The authorization policy of <c>RequireWristbandSessionOrJwt()</c>, for use in <c>[Authorize(Policy = ...)]</c>.</summary>
    public const string SessionOrJwtPolicy = "Wristband.SessionOrJwt";

    /// <summary>
    /// The named <see cref="HttpClient"/> of all calls to the platform; configure it to replace the handler, e.g. in tests.
    /// </summary>
    public const string BackchannelName = "Wristband.Backchannel";

    /// <summary>
    /// The session cookie's name before the <c>__Host-</c> prefix that https adds, or the client's id and a dot in Development over plain
    /// http: cookies of <c>localhost</c> are shared by all its ports.
    /// </summary>
    public const string SessionCookie = "session";

    /// <summary>The cookie that hands the CSRF token to scripts.</summary>
    public const string CsrfCookie = "CSRF-TOKEN";

    /// <summary>The request header that brings the CSRF token back.</summary>
    public const string CsrfHeader = "X-CSRF-TOKEN";

    /// <summary>The form field that may bring the CSRF token instead of the header, for plain HTML forms.</summary>
    public const string CsrfField = "csrf_token";

    /// <summary>The session scheme of a named configuration: <c>Wristband.Session.partners</c>.</summary>
    /// <param name="name">The name given to <c>AddWristband(name)</c>; empty for the default configuration.</param>
    public static string SessionSchemeOf(string name) => Named(SessionScheme, '.', name);

    /// <summary>The bearer scheme of a named configuration: <c>Wristband.Jwt.partners</c>.</summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string JwtSchemeOf(string name) => Named(JwtScheme, '.', name);

    /// <summary>The policy of <c>RequireWristbandSession(name)</c>: <c>Wristband.Session.partners</c>.</summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string SessionPolicyOf(string name) => Named(SessionPolicy, '.', name);

    /// <summary>The policy of <c>RequireWristbandJwt(name)</c>: <c>Wristband.Jwt.partners</c>.</summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string JwtPolicyOf(string name) => Named(JwtPolicy, '.', name);

    /// <summary>The policy of <c>RequireWristbandSessionOrJwt(name)</c>: <c>Wristband.SessionOrJwt.partners</c>.</summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string SessionOrJwtPolicyOf(string name) => Named(SessionOrJwtPolicy, '.', name);

    /// <summary>
    /// The named <see cref="HttpClient"/> of a named configuration's calls to its platform: <c>Wristband.Backchannel.partners</c>.
    /// </summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string BackchannelNameOf(string name) => Named(BackchannelName, '.', name);

    /// <summary>The session cookie of a named configuration, before the <c>__Host-</c> prefix: <c>session-partners</c>.</summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string SessionCookieOf(string name) => Named(SessionCookie, '-', name);

    /// <summary>The CSRF cookie of a named configuration: <c>CSRF-TOKEN-partners</c>. Header and form field are the same for all.</summary>
    /// <inheritdoc cref="SessionSchemeOf"/>
    public static string CsrfCookieOf(string name) => Named(CsrfCookie, '-', name);

    private static string Named(string start, char separator, string name) => name.Length == 0 ? start : start + separator + name;
}
