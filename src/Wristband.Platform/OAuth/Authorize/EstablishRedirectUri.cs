using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Security;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>
/// First check of all: who asks, and where may the answer go. The redirect URI must be one of the registered strings, byte by byte,
/// {tenant_name} included (P-03). Until both are known, errors stay on a local page (P-02).
/// </summary>
internal sealed class EstablishRedirectUri(ClientCache clients, IHostEnvironment environment)
    : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateAuthorizationRequestContext>()
            .UseSingletonHandler<EstablishRedirectUri>()
            .SetOrder(OpenIddictServerHandlers.Authentication.ValidateRequestParameter.Descriptor.Order - 1000)
            .Build();

    private const int LongestShown = 300;

    public async ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var host = context.Transaction.Host();
        var client = await clients.FindAsync(host.RequiredApplication.Id, context.Request.ClientId, context.CancellationToken);
        if (client is null)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidRequest,
                "The application that sent you here is not known. Its client_id is missing or wrong.");
            return;
        }
        var given = context.Request.HasParameter(OpenIddictConstants.Parameters.RedirectUri) ? context.Request.RedirectUri ?? "" : null;
        if (RedirectUris.Find(client, given) is not { } uri)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidRequest, Unregistered(client, given));
            return;
        }
        context.Request.RedirectUri = uri;
        context.SetRedirectUri(uri);
        context.Transaction.SetTrustedRedirectUri(uri);
    }

    // Outside Development the page is read by people who can do nothing with it, and by those who try addresses out.
    private string Unregistered(OAuthClient client, string? given)
    {
        const string ForEverybody =
            "The address to return to is not registered for this application. Its redirect_uri is missing or wrong.";
        if (!environment.IsDevelopment()) return ForEverybody;
        var registered = client.RedirectUris.Count == 0 ? "none" : string.Join(", ", client.RedirectUris);
        return given is null
            ? $"{ForEverybody} Client '{client.Name}' has several, so the request has to name one: {registered}."
            : $"{ForEverybody} Asked for: '{OneLine.Of(given, LongestShown)}'. Registered for client '{client.Name}': {registered}. "
                + "Both have to be the same, letter by letter. Register it in 'redirectUris' of that client in the seed file "
                + "(Platform:SeedFile) and start the platform again, or change the redirect URI of your application.";
    }
}
