using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Clients;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// grant_type=client_credentials: a machine speaks for itself. The scopes we know are about users, so it can ask for none.
/// </summary>
internal sealed class HandleClientCredentialsGrant(ClientCache clients, TokenIssuer issuer, ProtocolMetrics metrics)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<HandleClientCredentialsGrant>()
            .SetOrder(HandleRefreshGrant.Descriptor.Order + 100)
            .Build();

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsClientCredentialsGrantType()) return;
        if (!string.IsNullOrWhiteSpace(context.Request.Scope))
        {
            context.Reject(OpenIddictConstants.Errors.InvalidScope, "This grant has no scopes. Leave the parameter 'scope' out.");
            return;
        }
        var http = context.Transaction.Http();
        var host = context.Transaction.Host();
        var client = await clients.FindAsync(host.RequiredApplication.Id, context.ClientId, http.RequestAborted);
        if (client is null)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidClient);
            return;
        }
        metrics.ClientCredentialsGranted();
        await (await issuer.ForClientAsync(host, client, http.RequestAborted)).WriteAsync(http);
        context.HandleRequest();
    }
}
