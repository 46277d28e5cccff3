using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// An access token that comes back to userinfo or revocation has to be for this application; OpenIddict does not look at the audience
/// there. An ID token is for its client, and is left to whoever asked for it.
/// </summary>
internal sealed class ValidateAudience : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .UseSingletonHandler<ValidateAudience>()
            .SetOrder(OpenIddictServerHandlers.Protection.ValidateAudiences.Descriptor.Order + 500)
            .Build();

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal is { } principal && principal.HasTokenType(TokenTypeIdentifiers.AccessToken)
            && !principal.GetAudiences().Intersect(AccessTokens.AudiencesOf(context.Transaction.Host())).Any())
            context.Reject(Errors.InvalidToken, "The access token is for somebody else.");
        return default;
    }
}
