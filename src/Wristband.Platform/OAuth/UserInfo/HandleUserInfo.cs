using System.Text.Json;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Wristband.Platform.OAuth.Storage;
using Wristband.Platform.OAuth.Token;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Wristband.Platform.OAuth.UserInfo;

/// <summary>
/// GET /api/v1/oauth2/userinfo: who the bearer of this access token is, as of now. Signature, issuer, type, expiry and audience have
/// been checked; whether the family still lives is asked here, so a revoked one ends at once (P-13, P-14).
/// </summary>
internal sealed class HandleUserInfo(TokenStore tokens) : IOpenIddictServerHandler<HandleUserInfoRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleUserInfoRequestContext>()
            .UseSingletonHandler<HandleUserInfo>()
            .SetOrder(OpenIddictServerHandlers.UserInfo.AttachClaims.Descriptor.Order + 500)
            .Build();

    public async ValueTask HandleAsync(HandleUserInfoRequestContext context)
    {
        var bearer = context.AccessTokenPrincipal!;
        if (bearer.GetClaim("sub_kind") != "user")
        {
            context.Reject(
                OpenIddictConstants.Errors.InsufficientAccess, "This token was issued to a machine; there is no user behind it.");
            return;
        }
        var tenantId = bearer.GetClaim("tnt_id");
        var familyId = AccessTokenId.FamilyOf(bearer.GetClaim(OpenIddictConstants.Claims.JwtId));
        var grant = tenantId is null || familyId is null ? null : await tokens.FindGrantAsync(tenantId, familyId);
        if (grant is not { IsLive: true })
        {
            context.Reject(OpenIddictConstants.Errors.InvalidToken, "The access token was revoked.");
            return;
        }
        await WriteAsync(context.Transaction.Http(), context.Transaction.Host().RequiredApplication.Name, grant, [.. bearer.GetScopes()]);
        context.HandleRequest();
    }

    private async Task WriteAsync(HttpContext http, string applicationName, Grant grant, string[] scopes)
    {
        var roles = scopes.Contains(Scopes.Roles) ? await tokens.RolesAsync(grant.TenantId, grant.Person.Id) : null;
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json;charset=UTF-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("sub", grant.Person.Id);
            json.WriteString("tnt_id", grant.TenantId);
            json.WriteString("tnt_name", grant.TenantName);
            json.WriteString("app_id", grant.ApplicationId);
            json.WriteString("app_name", applicationName);
            json.WriteString("idp_name", grant.Person.IdentityProviderName);
            json.WriteString("tenant_display_name", grant.TenantDisplayName);
            UserClaims.Write(json, grant.Person, scopes, nulls: true);
            if (roles is not null) UserClaims.WriteRoles(json, roles);
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
