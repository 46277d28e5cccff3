using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.OAuth.Storage;

namespace Wristband.Platform.OAuth.Token;

/// <summary>Writes access and ID tokens with exactly the claims that the protocol names, signed with the application's key.</summary>
internal sealed class TokenIssuer(SigningKeys signingKeys, TokenStore tokens, TimeProvider time)
{
    private static readonly TimeSpan IdTokenLifetime = TimeSpan.FromMinutes(30);

    /// <summary>Tokens for a user. The scope may be narrower than the grant's.</summary>
    public async Task<TokenResponse> ForUserAsync(
        HostContext host, OAuthClient client, Grant grant, string scope, string? nonce, string? refreshToken,
        CancellationToken cancellationToken)
    {
        var keys = await signingKeys.GetAsync(grant.ApplicationId, cancellationToken);
        var now = time.GetUtcNow();
        var access = JwtWriter.AccessToken(keys, json =>
        {
            WriteCommon(json, host, now, client.AccessTokenLifetime, grant.Person.Id, audience: client.ApplicationId);
            WriteClient(json, host, client, scope, AccessTokenId.Of(grant.FamilyId), "user");
            json.WriteString("tnt_id", grant.TenantId);
            json.WriteString("idp_name", grant.Person.IdentityProviderName);
            WriteAuthentication(json, grant);
        });
        var scopes = Scopes.Split(scope);
        var roles = scopes.Contains(Scopes.Roles) ? await tokens.RolesAsync(grant.TenantId, grant.Person.Id) : null;
        var id = scopes.Contains(Scopes.OpenId) ? IdToken(keys, host, client, grant, scopes, roles, nonce, access, now) : null;
        return new TokenResponse(access, client.AccessTokenLifetime, id, refreshToken, scope);
    }

    /// <summary>A token for a machine: the client is its own subject, and belongs to no tenant.</summary>
    public async Task<TokenResponse> ForClientAsync(HostContext host, OAuthClient client, CancellationToken cancellationToken)
    {
        var keys = await signingKeys.GetAsync(client.ApplicationId, cancellationToken);
        var access = JwtWriter.AccessToken(keys, json =>
        {
            WriteCommon(json, host, time.GetUtcNow(), client.AccessTokenLifetime, client.Id, audience: client.ApplicationId);
            WriteClient(json, host, client, scope: "", Ids.New(), "client");
        });
        return new TokenResponse(access, client.AccessTokenLifetime, IdToken: null, RefreshToken: null, Scope: "");
    }

    private static string IdToken(
        KeySet keys, HostContext host, OAuthClient client, Grant grant, string[] scopes, IReadOnlyList<GrantedRole>? roles, string? nonce,
        string accessToken, DateTimeOffset now) =>
        JwtWriter.IdToken(keys, json =>
        {
            WriteCommon(json, host, now, IdTokenLifetime, grant.Person.Id, audience: client.Id);
            if (nonce is not null) json.WriteString("nonce", nonce);
            json.WriteString("at_hash", LeftHalfOfHash(accessToken));
            json.WriteString("sid", grant.SessionId);
            json.WriteString("tnt_id", grant.TenantId);
            json.WriteString("app_id", grant.ApplicationId);
            json.WriteString("idp_name", grant.Person.IdentityProviderName);
            json.WriteString("tenant_display_name", grant.TenantDisplayName);
            WriteAuthentication(json, grant);
            UserClaims.Write(json, grant.Person, scopes, nulls: false);
            if (roles is not null) UserClaims.WriteRoles(json, roles);
        });

    private static void WriteCommon(
        Utf8JsonWriter json, HostContext host, DateTimeOffset now, TimeSpan lifetime, string subject, string audience)
    {
        json.WriteString("iss", host.Issuer);
        json.WriteString("sub", subject);
        json.WriteString("aud", audience);
        json.WriteNumber("iat", now.ToUnixTimeSeconds());
        json.WriteNumber("nbf", now.ToUnixTimeSeconds());
        json.WriteNumber("exp", (now + lifetime).ToUnixTimeSeconds());
    }

    private static void WriteClient(
        Utf8JsonWriter json, HostContext host, OAuthClient client, string scope, string tokenId, string subjectKind)
    {
        json.WriteString("jti", tokenId);
        json.WriteString("client_id", client.Id);
        json.WriteString("scope", scope);
        json.WriteString("sub_kind", subjectKind);
        json.WriteString("app_id", client.ApplicationId);
        json.WriteString("van_dom", host.ApplicationVanityDomain);
    }

    private static void WriteAuthentication(Utf8JsonWriter json, Grant grant)
    {
        json.WriteNumber("auth_time", grant.AuthenticatedAt.ToUnixTimeSeconds());
        json.WriteStartArray("amr");
        json.WriteStringValue(grant.Amr);
        json.WriteEndArray();
    }

    private static string LeftHalfOfHash(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
}
