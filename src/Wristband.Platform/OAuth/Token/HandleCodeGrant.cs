using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Storage;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>
/// grant_type=authorization_code: client, redirect URI and verifier have been checked; the code is used up here, once (P-06).
/// </summary>
internal sealed class HandleCodeGrant(
    TokenStore tokens, ClientCache clients, TokenIssuer issuer, ProtocolMetrics metrics, TimeProvider time)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<HandleCodeGrant>()
            .SetOrder(0)
            .Build();

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsAuthorizationCodeGrantType() || context.Transaction.GetPresented() is not { Code: { } binding } code) return;
        var http = context.Transaction.Http();
        var host = context.Transaction.Host();
        var client = await clients.FindAsync(host.RequiredApplication.Id, context.ClientId, http.RequestAborted);
        var redemption = client is not null && code.Grant.IsLive
            ? await tokens.RedeemCodeAsync(
                code.Value, RefreshLifetime.First(code.Grant, client, time.GetUtcNow()), http.Connection.RemoteIpAddress?.ToString())
            : new Redemption(RedemptionStatus.Refused);
        metrics.CodeRedeemed(redemption.Status);
        if (!redemption.Succeeded)
        {
            context.Reject(OpenIddictConstants.Errors.InvalidGrant, "The code is unknown, expired or already used.");
            return;
        }
        var response = await issuer.ForUserAsync(
            host, client!, code.Grant, code.Grant.Scope, binding.Nonce, redemption.RefreshToken, http.RequestAborted);
        await response.WriteAsync(http);
        context.HandleRequest();
    }
}
