using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Storage;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Token;

/// <summary>grant_type=refresh_token: asks again whether user, tenant, client and age still allow it (P-12), then rotates (P-10).</summary>
internal sealed class HandleRefreshGrant(
    TokenStore tokens, ClientCache clients, TokenIssuer issuer, ProtocolMetrics metrics, TimeProvider time)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>()
            .UseSingletonHandler<HandleRefreshGrant>()
            .SetOrder(HandleCodeGrant.Descriptor.Order + 100)
            .Build();

    public async ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (!context.Request.IsRefreshTokenGrantType()
            || context.Transaction.GetPresented() is not { Kind: OAuthTokenKind.Refresh } token)
            return;
        var http = context.Transaction.Http();
        var host = context.Transaction.Host();
        var client = await clients.FindAsync(host.RequiredApplication.Id, context.ClientId, http.RequestAborted);
        var redemption = client is null ? new Redemption(RedemptionStatus.Refused) : await RotateAsync(token, client, http);
        metrics.Refreshed(redemption.Status);
        if (!redemption.Succeeded)
        {
            context.Reject(
                OpenIddictConstants.Errors.InvalidGrant, "The refresh token is unknown, expired, revoked or already used. Sign in again.");
            return;
        }
        var scope = string.IsNullOrWhiteSpace(context.Request.Scope) ? token.Grant.Scope : context.Request.Scope;
        var response =
            await issuer.ForUserAsync(host, client!, token.Grant, scope, nonce: null, redemption.RefreshToken, http.RequestAborted);
        await response.WriteAsync(http);
        context.HandleRequest();
    }

    private async Task<Redemption> RotateAsync(StoredToken token, OAuthClient client, HttpContext http)
    {
        var now = time.GetUtcNow();
        var nextEnd = RefreshLifetime.Next(token.Grant, client, now);
        return token.Grant.IsLive && nextEnd > now
            ? await tokens.RotateAsync(token.Value, nextEnd, http.Connection.RemoteIpAddress?.ToString())
            : new Redemption(RedemptionStatus.Refused);
    }
}
