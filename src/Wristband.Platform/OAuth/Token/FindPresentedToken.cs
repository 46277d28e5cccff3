using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Storage;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// Looks up a presented code or refresh token and tells OpenIddict what it is bound to: client, redirect URI, challenge, scopes.
/// Looking does not use it up: only a request that passes all checks gets to the redemption (P-07, P-11).
/// </summary>
internal sealed class FindPresentedToken(TokenStore tokens) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .UseSingletonHandler<FindPresentedToken>()
            .SetOrder(OpenIddictServerHandlers.Protection.ValidateIdentityModelToken.Descriptor.Order - 500)
            .Build();

    private const int LongestToken = 100;

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Token is not { Length: > 0 and <= LongestToken } value || await tokens.FindAsync(value) is not { } token) return;

        // A token of another application is unknown here (P-18).
        if (token.Grant.ApplicationId != context.Transaction.Host().RequiredApplication.Id) return;
        var type = token.Kind == OAuthTokenKind.Code ? TokenTypeIdentifiers.Private.AuthorizationCode : TokenTypeIdentifiers.RefreshToken;
        if (context.ValidTokenTypes.Count > 0 && !context.ValidTokenTypes.Contains(type)) return;

        context.Transaction.SetPresented(token);
        context.Principal = Describe(token, type);
    }

    private static ClaimsPrincipal Describe(StoredToken token, string type)
    {
        var identity = new ClaimsIdentity("Wristband");
        identity.SetTokenType(type).SetPresenters(token.Grant.ClientId).SetScopes(Scopes.Split(token.Grant.Scope));
        if (token.Code is { } code)
        {
            identity.SetClaim(Claims.Private.RedirectUri, code.RedirectUri);
            if (code.CodeChallenge is { } challenge)
            {
                identity.SetClaim(Claims.Private.CodeChallenge, challenge)
                    .SetClaim(Claims.Private.CodeChallengeMethod, CodeChallengeMethods.Sha256);
            }
        }
        return new ClaimsPrincipal(identity);
    }
}
