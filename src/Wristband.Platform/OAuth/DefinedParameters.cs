using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Wristband.Platform.OAuth;

/// <summary>
/// RFC 6749 3.1 and 3.2: parameters that a request does not define are ignored. OpenIddict turns some of them down, a scope beside a
/// code for one, and clients send them, so they are taken out before it looks.
/// </summary>
internal static class DefinedParameters
{
    /// <summary>OpenID Connect Core 3.1.2.1, RFC 7636 and Wristband's idp_hint; also what is refused by its name, as request_uri.</summary>
    private static readonly HashSet<string> Authorize = new(StringComparer.Ordinal)
    {
        Parameters.ClientId, Parameters.ResponseType, Parameters.ResponseMode, Parameters.RedirectUri, Parameters.Scope, Parameters.State,
        Parameters.Nonce, Parameters.CodeChallenge, Parameters.CodeChallengeMethod, Parameters.Prompt, Parameters.MaxAge,
        Parameters.Display, Parameters.UiLocales, Parameters.ClaimsLocales, Parameters.AcrValues, Parameters.Claims, Parameters.LoginHint,
        Parameters.IdTokenHint, Parameters.Request, Parameters.RequestUri, Parameters.Registration, "idp_hint",
    };

    private static readonly string[] Client =
        [Parameters.ClientId, Parameters.ClientSecret, Parameters.ClientAssertion, Parameters.ClientAssertionType];

    private static readonly HashSet<string> Revocation = [.. Client, Parameters.Token, Parameters.TokenTypeHint];

    private static readonly Dictionary<string, HashSet<string>> Token = new(StringComparer.Ordinal)
    {
        [GrantTypes.AuthorizationCode] =
            [.. Client, Parameters.GrantType, Parameters.Code, Parameters.RedirectUri, Parameters.CodeVerifier],
        [GrantTypes.RefreshToken] = [.. Client, Parameters.GrantType, Parameters.RefreshToken, Parameters.Scope],
        [GrantTypes.ClientCredentials] = [.. Client, Parameters.GrantType, Parameters.Scope],
    };

    public static void KeepForAuthorize(OpenIddictRequest request) => Keep(request, Authorize);

    public static void KeepForRevocation(OpenIddictRequest request) => Keep(request, Revocation);

    /// <summary>A grant that does not exist keeps everything: it is refused by its name.</summary>
    public static void KeepForToken(OpenIddictRequest request)
    {
        if (Token.TryGetValue(request.GrantType ?? "", out var defined)) Keep(request, defined);
    }

    private static void Keep(OpenIddictRequest request, HashSet<string> defined)
    {
        foreach (var name in request.GetParameters().Select(p => p.Key).Where(name => !defined.Contains(name)).ToList())
            request.RemoveParameter(name);
    }
}
