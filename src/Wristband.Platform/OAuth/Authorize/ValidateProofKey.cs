using OpenIddict.Server;
using Wristband.Platform.OAuth.Clients;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// What binds the code to whoever asked for it: PKCE (RFC 7636), or, for a confidential client that was registered without it, the
/// nonce, which the client then has to check (RFC 9700 2.1.1).
/// </summary>
internal sealed class ValidateProofKey(ClientCache clients) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
            .UseSingletonHandler<ValidateProofKey>()
            .SetOrder(ValidateParameters.Descriptor.Order + 100)
            .Build();

    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var request = context.Request;
        if (request.CodeChallenge is { Length: > 0 } challenge)
        {
            if (!ProofKey.IsChallenge(challenge))
                context.Reject(Errors.InvalidRequest, "The parameter 'code_challenge' is not a SHA-256 hash in base64url.");
            return;
        }
        // A method without a challenge is reported by OpenIddict.
        var application = context.Transaction.Host().RequiredApplication;
        if (await clients.FindAsync(application.Id, request.ClientId, context.CancellationToken) is not { } client) return;
        if (ClientRules.NeedsProofKey(client))
            context.Reject(Errors.InvalidRequest, "This client needs PKCE. Send 'code_challenge' with 'code_challenge_method=S256'.");
        else if (string.IsNullOrEmpty(request.Nonce))
            context.Reject(Errors.InvalidRequest, "This client may leave PKCE out, but then it needs the parameter 'nonce'.");
    }
}
