using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Callback;

/// <summary>OpenID Connect Core 3.1.3.7, all of it (S-24).</summary>
internal sealed class IdTokenCheck(WristbandOptions options, TokenSignature signature, TimeProvider time)
{
    public async Task<SignedToken> ValidateAsync(string? idToken, LoginState login, string accessToken)
    {
        if (string.IsNullOrEmpty(idToken)) return new SignedToken(null, "missing");
        var signed = await signature.VerifyAsync(idToken, IsIdTokenType, mustExpire: true);
        return signed.Token is { } token && Mismatch(token, login, accessToken) is { } reason ? new SignedToken(null, reason) : signed;
    }

    private static bool IsIdTokenType(string? type) => string.IsNullOrEmpty(type) || type.Equals("JWT", StringComparison.OrdinalIgnoreCase);

    private string? Mismatch(JsonWebToken token, LoginState login, string accessToken)
    {
        if (string.IsNullOrEmpty(token.Subject)) return "subject_missing";
        if (!token.TryGetPayloadValue<long>("iat", out var issued)) return "issued_at_missing";
        if (issued > (time.GetUtcNow() + TokenSignature.Skew).ToUnixTimeSeconds()) return "issued_in_future";
        if (!token.TryGetPayloadValue<string>("nonce", out var nonce) || !SameText(nonce, login.Nonce)) return "nonce";
        var party = token.TryGetPayloadValue<string>("azp", out var azp) ? azp : null;
        if (party is not null ? party != options.ClientId : token.Audiences.Skip(1).Any()) return "authorized_party";
        if (token.TryGetPayloadValue<string>("at_hash", out var hash) && !SameText(hash, HashOf(accessToken))) return "access_token_hash";
        return null;
    }

    /// <summary>The left half of the SHA-256, as RS256 and ES256 prescribe.</summary>
    private static string HashOf(string accessToken) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16));

    private static bool SameText(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
