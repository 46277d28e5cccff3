using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// A verifier outside of RFC 7636's grammar is a malformed request, whatever its hash is. One that is well formed and does not fit
/// the challenge is an invalid grant; OpenIddict compares. Neither uses the code up.
/// </summary>
internal sealed class ValidateVerifier : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenRequestContext>()
            .UseSingletonHandler<ValidateVerifier>()
            .SetOrder(int.MinValue + 50_000)
            .Build();

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (context.Request.CodeVerifier is { Length: > 0 } verifier && !ProofKey.IsVerifier(verifier))
            context.Reject(Errors.InvalidRequest, "The parameter 'code_verifier' is not 43 to 128 unreserved characters (RFC 7636 4.1).");
        return default;
    }
}
