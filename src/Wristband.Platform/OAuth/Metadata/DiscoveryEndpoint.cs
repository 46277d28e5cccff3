using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Keys;

namespace Wristband.Platform.OAuth.Metadata;

/// <summary>
/// GET /.well-known/openid-configuration, on the application's and on every tenant's host: the same issuer and server-to-server
/// endpoints everywhere, and authorize on the host that was asked (P-16).
/// </summary>
internal static class DiscoveryEndpoint
{
    private static readonly JsonSerializerOptions WithoutNulls = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapRead(OAuthPaths.Discovery, AnswerAsync).RequireCors(CrossOrigin.PublicMetadata)
            .WithMetadata(new OnHostAttribute(HostKind.Application, HostKind.Tenant));

    private static async Task<PublishedDocument> AnswerAsync(HttpContext context, PlatformDbContext database, SigningKeys keys)
    {
        var host = context.GetHost();
        var applicationId = host.RequiredApplication.Id;
        var algorithms = (await keys.GetAsync(applicationId, context.RequestAborted)).Algorithms;
        if (host.Kind == HostKind.Tenant)
            return new PublishedDocument(Render(host.Issuer, host.TenantBase, mayAuthorize: true, algorithms));
        var mayAuthorize = await database.Applications.AnyAsync(
            a => a.Id == applicationId && a.AuthorizationRequestsEnabled, context.RequestAborted);
        return new PublishedDocument(Render(host.Issuer, host.Issuer, mayAuthorize, algorithms));
    }

    // What a document names works: at the application's host people begin only where the application allows it.
    private static byte[] Render(string issuer, string browserBase, bool mayAuthorize, IReadOnlyList<string> algorithms)
    {
        var document = new
        {
            issuer,
            authorization_endpoint = mayAuthorize ? browserBase + OAuthPaths.Authorize : null,
            token_endpoint = issuer + OAuthPaths.Token,
            userinfo_endpoint = issuer + OAuthPaths.UserInfo,
            revocation_endpoint = issuer + OAuthPaths.Revoke,
            end_session_endpoint = browserBase + OAuthPaths.Logout,
            jwks_uri = issuer + OAuthPaths.Jwks,
            response_types_supported = (string[])["code"],
            response_modes_supported = (string[])["query"],
            grant_types_supported = (string[])["authorization_code", "refresh_token", "client_credentials"],
            scopes_supported = Scopes.All,
            subject_types_supported = (string[])["public"],
            id_token_signing_alg_values_supported = algorithms,
            token_endpoint_auth_methods_supported = (string[])["client_secret_basic", "client_secret_post", "none"],
            revocation_endpoint_auth_methods_supported = (string[])["client_secret_basic", "client_secret_post", "none"],
            code_challenge_methods_supported = (string[])["S256"],
            prompt_values_supported = (string[])["none", "login", "select_account", "consent"],
            claims_supported = (string[])
            [
                "sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "amr", "sid", "tnt_id", "app_id", "idp_name",
                "tenant_display_name", "name", "given_name", "family_name", "picture", "zoneinfo", "locale", "updated_at",
                "email", "email_verified", "phone_number", "phone_number_verified", "roles",
            ],
            authorization_response_iss_parameter_supported = true,
            backchannel_logout_supported = true,
            backchannel_logout_session_supported = true,
            request_parameter_supported = false,
            request_uri_parameter_supported = false,
            claims_parameter_supported = false,
        };
        return JsonSerializer.SerializeToUtf8Bytes(document, WithoutNulls);
    }
}
