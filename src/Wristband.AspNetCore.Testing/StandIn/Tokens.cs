using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>Access and ID tokens with the claims of the platform's own.</summary>
internal sealed class Tokens(WristbandTestPlatform platform, WristbandOptions options, string issuer, TimeProvider time)
{
    private static readonly TimeSpan IdTokenLifetime = TimeSpan.FromMinutes(30);
    private static readonly string[] Password = ["pwd"];
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Access(TestUser user, string[] scopes, TimeSpan? lifetime)
    {
        var life = lifetime ?? platform.AccessTokenLifetime;
        var claims = Common(user, audience: PlatformStandIn.ApplicationId, life);
        // A token that is over was issued before it ended.
        if (life < TimeSpan.Zero) claims["iat"] = claims["nbf"] = (long)claims["exp"] - 1;
        claims["jti"] = RandomNumberGenerator.GetHexString(26, lowercase: true);
        claims["client_id"] = options.ClientId;
        claims["scope"] = string.Join(' ', scopes);
        claims["sub_kind"] = "user";
        claims["van_dom"] = options.ApplicationVanityDomain;
        return Sign("at+JWT", claims);
    }

    public string Id(Grant grant, string accessToken)
    {
        var claims = Common(grant.User, audience: options.ClientId, IdTokenLifetime);
        claims["nonce"] = grant.Nonce;
        claims["tenant_display_name"] = grant.User.TenantDisplayName;
        claims["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));
        return Sign("JWT", claims);
    }

    private Dictionary<string, object> Common(TestUser user, string audience, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        return new()
        {
            ["iss"] = issuer,
            ["sub"] = user.Id,
            ["aud"] = audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + lifetime).ToUnixTimeSeconds(),
            ["tnt_id"] = user.TenantId,
            ["app_id"] = PlatformStandIn.ApplicationId,
            ["idp_name"] = user.IdentityProvider,
            ["auth_time"] = now.ToUnixTimeSeconds(),
            ["amr"] = Password,
        };
    }

    private string Sign(string type, Dictionary<string, object> claims) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        TokenType = type,
        Claims = claims,
        SigningCredentials = platform.Key.Credentials,
    });
}
