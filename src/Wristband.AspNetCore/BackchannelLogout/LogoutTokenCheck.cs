using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.BackchannelLogout;

/// <summary>A logout token's verdict: whose sessions end, or why none do.</summary>
internal sealed record LogoutTokenResult(string? Id, string? SessionId, string? Subject, string Reason, bool KeysUnavailable = false)
{
    public static LogoutTokenResult Invalid(string reason) => new(null, null, null, reason);
}

/// <summary>OpenID Connect Back-Channel Logout 1.0, section 2.6, all of it (S-77). The framework verifies; this names what has to hold.</summary>
internal sealed class LogoutTokenCheck(
    [FromKeyedServices] WristbandOptions options,
    [FromKeyedServices] PlatformAddress platform,
    [FromKeyedServices] SigningKeys keys,
    TimeProvider clock)
{
    public const int MaxLength = 16 * 1024;

    /// <summary>How far the time of issue may be from now, either way. A token's id is remembered for longer than that.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(2);

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int LongestId = 256;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    public async Task<LogoutTokenResult> ValidateAsync(string token)
    {
        if (ReadHeader(token) is not { } unverified) return LogoutTokenResult.Invalid("unreadable");
        if (unverified.IsEncrypted || unverified.TryGetHeaderValue<object>("crit", out _)) return LogoutTokenResult.Invalid("unsupported");
        if (!"logout+jwt".Equals(unverified.Typ, StringComparison.OrdinalIgnoreCase)) return LogoutTokenResult.Invalid("type");
        if (string.IsNullOrEmpty(unverified.Kid)) return LogoutTokenResult.Invalid("key_id_missing");

        var lookup = await keys.FindAsync(unverified.Kid);
        if (lookup.IsUnavailable) return LogoutTokenResult.Invalid("signing_keys_unavailable") with { KeysUnavailable = true };
        if (lookup.Key is not { } key) return LogoutTokenResult.Invalid("key_unknown");

        var result = await Handler.ValidateTokenAsync(token, Parameters(key));
        return result.IsValid && result.SecurityToken is JsonWebToken jwt ? Read(jwt) : LogoutTokenResult.Invalid(Word(result.Exception));
    }

    private TokenValidationParameters Parameters(SecurityKey key) => new()
    {
        ValidIssuer = platform.Issuer,
        ValidAudience = options.ClientId,
        IssuerSigningKey = key,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        RequireSignedTokens = true,
        // Section 2.4 does not ask for one in every logout token; the time of issue is what counts.
#pragma warning disable CA5404
        RequireExpirationTime = false,
#pragma warning restore CA5404
        LifetimeValidator = (_, expires, _, _) => expires is not { } end || clock.GetUtcNow().UtcDateTime < end + Skew,
    };

    private LogoutTokenResult Read(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<long>("iat", out var issued)) return LogoutTokenResult.Invalid("issued_at_missing");
        if (Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - issued) > Age.TotalSeconds) return LogoutTokenResult.Invalid("issued_at");
        // Else an ID token could be sent as a logout token (section 2.4).
        if (token.TryGetPayloadValue<object>("nonce", out _)) return LogoutTokenResult.Invalid("nonce");
        if (!IsLogout(token)) return LogoutTokenResult.Invalid("events");
        if (Text(token, "jti") is not { } id) return LogoutTokenResult.Invalid("id_missing");
        var (session, subject) = (Text(token, "sid"), Text(token, "sub"));
        return session is null && subject is null ? LogoutTokenResult.Invalid("nobody_named") : new LogoutTokenResult(id, session, subject, "ok");
    }

    private static bool IsLogout(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind == JsonValueKind.Object
            && events.TryGetProperty(Event, out var member) && member.ValueKind == JsonValueKind.Object;

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<object>(claim, out var value) && value is string { Length: > 0 and <= LongestId } text ? text : null;

    private static JsonWebToken? ReadHeader(string token)
    {
        try
        {
            return Handler.ReadJsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            return null;
        }
    }

    private static string Word(Exception? exception) => exception switch
    {
        SecurityTokenInvalidIssuerException => "issuer",
        SecurityTokenInvalidAudienceException => "audience",
        SecurityTokenInvalidLifetimeException or SecurityTokenExpiredException => "lifetime",
        SecurityTokenInvalidAlgorithmException => "algorithm",
        SecurityTokenInvalidSignatureException => "signature",
        _ => "invalid",
    };
}
