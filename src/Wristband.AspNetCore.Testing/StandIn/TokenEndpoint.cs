using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>
/// The token endpoint, as strict as the platform's: client credentials, redirect URI, PKCE, each code and refresh token once.
/// </summary>
internal static class TokenEndpoint
{
    public static HttpResponseMessage Answer(PlatformStandIn standIn, HttpRequestMessage request, Dictionary<string, StringValues> form)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{standIn.Options.ClientId}:{standIn.Options.ClientSecret}"));
        if (request.Headers.Authorization is not { Scheme: "Basic", Parameter: { } sent } || sent != expected)
            return StandInHandler.Answer(HttpStatusCode.Unauthorized, new() { ["error"] = "invalid_client" });
        var grants = standIn.Platform.Grants;
        var grant = form.GetValueOrDefault("grant_type") == "refresh_token"
            ? grants.UseRefreshToken(form.GetValueOrDefault("refresh_token").ToString(), standIn.Time.GetUtcNow())
            : Exchange(grants, form);
        return grant is null
            ? StandInHandler.Answer(HttpStatusCode.BadRequest, new() { ["error"] = "invalid_grant" })
            : StandInHandler.Answer(HttpStatusCode.OK, Tokens(standIn, grant));
    }

    private static Grant? Exchange(Grants grants, Dictionary<string, StringValues> form)
    {
        if (grants.UseCode(form.GetValueOrDefault("code").ToString()) is not { } grant) return null;
        var verifier = SHA256.HashData(Encoding.ASCII.GetBytes(form.GetValueOrDefault("code_verifier").ToString()));
        if (form.GetValueOrDefault("redirect_uri") != grant.RedirectUri || Base64Url.EncodeToString(verifier) != grant.Challenge)
            return null;
        if (grant.Scopes.Contains("offline_access")) grants.FirstRefreshToken(grant);
        return grant;
    }

    private static Dictionary<string, object?> Tokens(PlatformStandIn standIn, Grant grant)
    {
        var access = standIn.Tokens.Access(grant.User, grant.Scopes, lifetime: null);
        standIn.Platform.Grants.Remember(access, grant);
        var answer = new Dictionary<string, object?>
        {
            ["access_token"] = access,
            ["token_type"] = "Bearer",
            ["expires_in"] = (long)standIn.Platform.AccessTokenLifetime.TotalSeconds,
            ["id_token"] = standIn.Tokens.Id(grant, access),
            ["scope"] = string.Join(' ', grant.Scopes),
        };
        if (grant.RefreshToken is { } refresh) answer["refresh_token"] = refresh;
        return answer;
    }
}
