using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Callback;

/// <summary>The ID token's verdict: a valid token, or the reason why not.</summary>
internal sealed record IdTokenResult(JsonWebToken? Token, string Reason, bool KeysUnavailable = false);

/// <summary>OpenID Connect Core 3.1.3.7, all of it (S-24). The framework verifies; this names what has to hold.</summary>
internal sealed class IdTokenCheck(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] PlatformAddress platform,
    [FromKeyedServices] SigningKeys keys,
    TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 32 * 1024 };

    public async Task<IdTokenResult> ValidateAsync(string? idToken, LoginState login, string accessToken)
    {
        if (string.IsNullOrEmpty(idToken)) return Invalid("missing");
        if (ReadHeader(idToken) is not { } unverified) return Invalid("unreadable");
        if (unverified.TryGetHeaderValue<object>("crit", out _)) return Invalid("critical_header");
        if (unverified.Typ is { Length: > 0 } type && !type.Equals("JWT", StringComparison.OrdinalIgnoreCase)) return Invalid("type");
        if (string.IsNullOrEmpty(unverified.Kid)) return Invalid("key_id_missing");

        var lookup = await keys.FindAsync(unverified.Kid);
        if (lookup.IsUnavailable) return new IdTokenResult(null, "signing_keys_unavailable", KeysUnavailable: true);
        if (lookup.Key is not { } key) return Invalid("key_unknown");

        var result = await Handler.ValidateTokenAsync(idToken, Parameters(key));
        if (!result.IsValid || result.SecurityToken is not JsonWebToken token) return Invalid(Word(result.Exception));
        return Mismatch(token, login, accessToken) is { } reason ? Invalid(reason) : new IdTokenResult(token, "ok");
    }

    private TokenValidationParameters Parameters(SecurityKey key) => new()
    {
        ValidIssuer = platform.Issuer,
        ValidAudience = options.ClientId,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires),
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + Skew && (notBefore is not { } begin || begin <= now + Skew);
    }

    private string? Mismatch(JsonWebToken token, LoginState login, string accessToken)
    {
        if (string.IsNullOrEmpty(token.Subject)) return "subject_missing";
        if (!token.TryGetPayloadValue<long>("iat", out var issued)) return "issued_at_missing";
        if (issued > (clock.GetUtcNow() + Skew).ToUnixTimeSeconds()) return "issued_in_future";
        if (!token.TryGetPayloadValue<string>("nonce", out var nonce) || !SameText(nonce, login.Nonce)) return "nonce";
        var party = token.TryGetPayloadValue<string>("azp", out var azp) ? azp : null;
        if (party is not null ? party != options.ClientId : token.Audiences.Skip(1).Any()) return "authorized_party";
        if (token.TryGetPayloadValue<string>("at_hash", out var hash) && !SameText(hash, HashOf(accessToken))) return "access_token_hash";
        return null;
    }

    /// <summary>The left half of the SHA-256, as RS256 prescribes.</summary>
    private static string HashOf(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static bool SameText(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static JsonWebToken? ReadHeader(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Word(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidLifetimeException or SecurityTokenNoExpirationException or SecurityTokenExpiredException => "lifetime",
        SecurityTokenInvalidAlgorithmException => "algorithm",
        SecurityTokenInvalidSignatureException => "signature",
        _ => "invalid",
    };

    private static IdTokenResult Invalid(string reason) => new(null, reason);
}
