using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>JWTs that come back to us are checked with the keys of the application that was asked, and with no others (P-18).</summary>
internal sealed class UseApplicationKeys(SigningKeys keys) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .UseSingletonHandler<UseApplicationKeys>()
            .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 500)
            .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        var set = await keys.GetAsync(context.Transaction.Host().RequiredApplication.Id, context.CancellationToken);
        context.TokenValidationParameters.IssuerSigningKeys = set.Verifying;
        context.TokenValidationParameters.ValidAlgorithms = set.Algorithms;
    }
}
