using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>Stands before client authentication at the token and revocation endpoints.</summary>
internal sealed class LimitClientAuthentication(ProtocolLimits limits) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
            .UseSingletonHandler<LimitClientAuthentication>()
            .SetOrder(OpenIddictServerHandlers.ValidateClientId.Descriptor.Order - 500)
            .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        if (context.EndpointType is not (OpenIddictServerEndpointType.Token or OpenIddictServerEndpointType.Revocation)) return;
        if (!await limits.MayAuthenticateAsync(context.Transaction.Http(), context.Request.ClientId)) context.HandleRequest();
    }
}
