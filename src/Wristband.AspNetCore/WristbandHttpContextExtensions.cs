using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

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
    public static Task<string?> GetAccessTokenAsync(this HttpContext context, CancellationToken cancellationToken = default)
    {
        var names = Part<SchemeNames>(context);
        var token = context.User.Identities.Any(i => i.AuthenticationType == names.Jwt)
            ? context.GetTokenAsync(names.Jwt, "access_token")
            : Part<FreshSession>(context).GetAccessTokenAsync(context);
        return token.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// The CSRF token of the current session, for a hidden form field named <see cref="WristbandDefaults.CsrfField"/>;
    /// null when nobody is signed in. Scripts read it from the cookie <see cref="WristbandDefaults.CsrfCookie"/> instead.
    /// </summary>
    /// <param name="context">The current request.</param>
    public static string? GetCsrfToken(this HttpContext context)
    {
        var session = RequestSession.Of(context, Part<SchemeNames>(context));
        return session is { Refusal: null, Ticket: { } ticket } ? CsrfTokens.Mint(ticket) : null;
    }

    private static T Part<T>(HttpContext context) where T : notnull =>
        context.RequestServices.GetRequiredKeyedService<T>(Options.DefaultName);
}
