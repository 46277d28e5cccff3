using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth;

/// <summary>
/// The last word on an error: no links into the engine's documentation, and one and the same answer for a client that does not
/// exist, is disabled, belongs to another application or sent a wrong secret (P-08).
/// </summary>
internal sealed class HideDetails<TContext> : IOpenIddictServerHandler<TContext> where TContext : BaseRequestContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .UseSingletonHandler<HideDetails<TContext>>()
            .SetOrder(0)
            .Build();

    public ValueTask HandleAsync(TContext context)
    {
        var response = context.Transaction.Response!;
        response.ErrorUri = null;
        if (response.Error == OpenIddictConstants.Errors.InvalidClient) response.ErrorDescription = "Client authentication failed.";
        return default;
    }
}
