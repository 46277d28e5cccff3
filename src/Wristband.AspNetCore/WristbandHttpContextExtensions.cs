using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Session.Csrf;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore;

/// <summary>What a request can ask about its session.</summary>
public static class WristbandHttpContextExtensions
{
    /// <summary>
    /// The access token of the current user, refreshed when it is about to expire; null when nobody is signed in.
    /// On an endpoint that took a bearer token, it is that token. With several configurations it is the one that the user of this
    /// request came through.
    /// </summary>
    /// <param name="context">The current request.</param>
    /// <param name="cancellationToken">Ends the wait; a refresh that other requests share goes on.</param>
    public static Task<string?> GetAccessTokenAsync(this HttpContext context, CancellationToken cancellationToken = default) =>
        TokenAsync(context, NamesOf(context), cancellationToken);

    /// <summary>The access token of the user who is signed in to this configuration, whoever the user of this request is.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    /// <param name="cancellationToken">Ends the wait; a refresh that other requests share goes on.</param>
    /// <exception cref="InvalidOperationException">There is no configuration of this name.</exception>
    public static Task<string?> GetAccessTokenAsync(this HttpContext context, string name, CancellationToken cancellationToken = default) =>
        TokenAsync(context, Named(context, name), cancellationToken);

    /// <summary>
    /// The CSRF token of the current session, for a hidden form field named <see cref="WristbandDefaults.CsrfField"/>;
    /// null when nobody is signed in. Scripts read it from the cookie <see cref="WristbandDefaults.CsrfCookie"/> instead.
    /// </summary>
    /// <param name="context">The current request.</param>
    public static string? GetCsrfToken(this HttpContext context) => CsrfToken(context, NamesOf(context));

    /// <summary>The CSRF token of the session of one configuration; null unless this request was authenticated with it.</summary>
    /// <param name="context">The current request.</param>
    /// <param name="name">The configuration's name; empty for the default one.</param>
    /// <exception cref="InvalidOperationException">There is no configuration of this name.</exception>
    public static string? GetCsrfToken(this HttpContext context, string name) => CsrfToken(context, Named(context, name));

    private static Task<string?> TokenAsync(HttpContext context, SchemeNames names, CancellationToken cancellationToken)
    {
        var token = context.User.Identities.Any(i => i.AuthenticationType == names.Jwt)
            ? context.GetTokenAsync(names.Jwt, "access_token")
            : context.RequestServices.GetRequiredKeyedService<SchemeServices>(names.Name).GetRequiredService<SessionRefresh>()
                .GetAccessTokenAsync(context);
        return token.WaitAsync(cancellationToken);
    }

    private static string? CsrfToken(HttpContext context, SchemeNames names)
    {
        var session = RequestSession.Of(context, names);
        return session is { Refusal: null, Ticket: { } ticket } ? CsrfTokens.Mint(ticket) : null;
    }

    /// <summary>The configuration that the user of this request came through; the default one for everybody else.</summary>
    private static SchemeNames NamesOf(HttpContext context)
    {
        SchemeNames[] all = [.. context.RequestServices.GetServices<SchemeNames>()];
        foreach (var identity in context.User.Identities)
        {
            if (identity.AuthenticationType is { } type && all.FirstOrDefault(n => type == n.Session || type == n.Jwt) is { } names)
                return names;
        }
        return context.RequestServices.GetKeyedService<SchemeNames>(Options.DefaultName)
            ?? all.FirstOrDefault() ?? Named(context, Options.DefaultName);
    }

    private static SchemeNames Named(HttpContext context, string name) =>
        context.RequestServices.GetKeyedService<SchemeNames>(name)
            ?? throw new InvalidOperationException(
                $"There is no Wristband configuration of the name '{name}'. Add it with builder.AddWristband().");
}
