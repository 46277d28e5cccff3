using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>A token that the platform signed for this client, or in a word why it is none.</summary>
internal sealed record SignedToken(JsonWebToken? Token, string Reason)
{
    /// <summary>The one reason that is not the token's fault.</summary>
    public const string KeysUnavailable = "signing_keys_unavailable";
}

/// <summary>
/// What ID tokens and logout tokens have in common: one of the platform's keys has signed them, with an algorithm on the list, for this
/// client. The framework verifies; which claims have to hold besides is said where the token is used.
/// </summary>
internal sealed class TokenSignature(
    WristbandOptions options,
    PlatformAddress platform,
    SigningKeys keys,
    TimeProvider time)
{
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = JwtReader.MaxLength };

    /// <param name="token">As it came.</param>
    /// <param name="isOfType">Decides on the header's <c>typ</c>; null when there is none.</param>
    /// <param name="mustExpire">Whether a token without end is refused; an end that is there always counts.</param>
    public async Task<SignedToken> VerifyAsync(string token, Func<string?, bool> isOfType, bool mustExpire)
    {
        if (JwtReader.Read(token) is not { } unverified) return Refused("unreadable");
        if (unverified.IsEncrypted || unverified.TryGetHeaderValue<object>("crit", out _)) return Refused("unsupported");
        if (!isOfType(unverified.Typ)) return Refused("type");
        if (string.IsNullOrEmpty(unverified.Kid)) return Refused("key_id_missing");

        var lookup = await keys.FindAsync(unverified.Kid);
        if (lookup.IsUnavailable) return Refused(SignedToken.KeysUnavailable);
        if (lookup.Key is not { } key) return Refused("key_unknown");

        var result = await Handler.ValidateTokenAsync(token, Parameters(key, mustExpire));
        return result.IsValid && result.SecurityToken is JsonWebToken verified
            ? new SignedToken(verified, "ok")
            : Refused(Word(result.Exception));
    }

    private TokenValidationParameters Parameters(SecurityKey key, bool mustExpire) => new()
    {
        ValidIssuer = platform.Issuer,
        ValidAudience = options.ClientId,
        IssuerSigningKey = key,
        ValidAlgorithms = KeySet.Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = mustExpire,
        LifetimeValidator = (notBefore, expires, _, _) => IsAlive(notBefore, expires, mustExpire),
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, bool mustExpire)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var isOver = expires is { } end ? now >= end + Skew : mustExpire;
        return !isOver && (notBefore is not { } begin || begin <= now + Skew);
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

    private static SignedToken Refused(string reason) => new(null, reason);
}
