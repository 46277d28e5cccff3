using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Clients;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// First check of all: who asks, and where may the answer go. The redirect URI must be one of the registered strings, byte by byte,
/// {tenant_name} included (P-03). Until both are known, errors stay on a local page (P-02).
/// </summary>
internal sealed class EstablishRedirectUri(ClientCache clients) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
            .UseSingletonHandler<EstablishRedirectUri>()
            .SetOrder(OpenIddictServerHandlers.Authentication.ValidateRequestParameter.Descriptor.Order - 1000)
            .Build();

    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var host = context.Transaction.Host();
        var client = await clients.FindAsync(host.RequiredApplication.Id, context.Request.ClientId, context.CancellationToken);
        if (client is null)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, "The application that sent you here is not known. Its client_id is missing or wrong.");
            return;
        }
        var given = context.Request.HasParameter(OpenIddictConstants.Parameters.RedirectUri);
        var uri = given ? context.Request.RedirectUri : client.RedirectUris is [var only] ? only : null;
        if (uri is null || !client.RedirectUris.Contains(uri, StringComparer.Ordinal))
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidRequest, "The address to return to is not registered for this application. Its redirect_uri is missing or wrong.");
            return;
        }
        context.Request.RedirectUri = uri;
        context.SetRedirectUri(uri);
        context.Transaction.SetTrustedRedirectUri(uri);
    }
}
