using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.OAuth.Token;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.Revocation;

/// <summary>
/// POST /api/v1/oauth2/revoke: ends the whole family of a refresh or access token (P-14). The client was authenticated, and a token
/// of somebody else was already turned into the same empty 200 as an unknown one. Replaces OpenIddict's own revocation of a row.
/// </summary>
internal sealed class HandleRevocation(TokenStore tokens) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleRevocationRequestContext>()
            .UseSingletonHandler<HandleRevocation>()
            .SetOrder(OpenIddictServerHandlers.Revocation.RevokeToken.Descriptor.Order)
            .Build();

    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        var (tenantId, familyId) = context.Transaction.GetPresented() is { } presented
            ? (presented.Grant.TenantId, presented.Grant.FamilyId)
            : (context.GenericTokenPrincipal?.GetClaim("tnt_id"),
                AccessTokenId.FamilyOf(context.GenericTokenPrincipal?.GetClaim(OpenIddictConstants.Claims.JwtId)));
        if (tenantId is not null && familyId is not null) await tokens.RevokeFamilyAsync(tenantId, familyId);
    }
}
