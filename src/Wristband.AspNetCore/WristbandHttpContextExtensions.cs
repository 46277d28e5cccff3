using Microsoft.AspNetCore.Http;

namespace Wristband.AspNetCore;

/// <summary>What a request can ask about its session.</summary>
public static class WristbandHttpContextExtensions
{
    /// <summary>
    /// The access token of the current user, refreshed when it is about to expire; null when nobody is signed in.
    /// On an endpoint that took a bearer token, it is that token.
    /// </summary>
    /// <param name="context">The current request.</param>
    /// <param name="cancellationToken">Ends the wait; a refresh that other requests share goes on.</param>
    public static Task<string?> GetAccessTokenAsync(this HttpContext context, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("This build of the SDK has the surface only.");

    /// <summary>
    /// The CSRF token of the current session, for a hidden form field named <see cref="WristbandDefaults.CsrfField"/>;
    /// null when nobody is signed in. Scripts read it from the cookie <see cref="WristbandDefaults.CsrfCookie"/> instead.
    /// </summary>
    /// <param name="context">The current request.</param>
    public static string? GetCsrfToken(this HttpContext context) =>
        throw new NotSupportedException("This build of the SDK has the surface only.");
}
