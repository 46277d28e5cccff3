using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.BackchannelLogout;

/// <summary>A logout token's verdict: whose sessions end, or why none do.</summary>
internal sealed record LogoutTokenResult(string? Id, string? SessionId, string? Subject, string Reason)
{
    public static LogoutTokenResult Invalid(string reason) => new(null, null, null, reason);
}

/// <summary>OpenID Connect Back-Channel Logout 1.0, section 2.6, all of it (S-77).</summary>
internal sealed class LogoutTokenCheck(TokenSignature signature, TimeProvider time)
{
    public const int MaxLength = 16 * 1024;

    /// <summary>How far the time of issue may be from now, either way. A token's id is remembered for longer than that.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromMinutes(2);

    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private const int LongestId = 256;

    public async Task<LogoutTokenResult> ValidateAsync(string token)
    {
        // Section 2.4 does not ask for an end in every logout token; the time of issue is what counts.
        var signed = await signature.VerifyAsync(token, IsLogoutType, mustExpire: false);
        return signed.Token is { } valid ? Read(valid) : LogoutTokenResult.Invalid(signed.Reason);
    }

    private static bool IsLogoutType(string? type) => "logout+jwt".Equals(type, StringComparison.OrdinalIgnoreCase);

    private LogoutTokenResult Read(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue<long>("iat", out var issued)) return LogoutTokenResult.Invalid("issued_at_missing");
        if (Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - issued) > Age.TotalSeconds) return LogoutTokenResult.Invalid("issued_at");
        // Else an ID token could be sent as a logout token (section 2.4).
        if (token.TryGetPayloadValue<object>("nonce", out _)) return LogoutTokenResult.Invalid("nonce");
        if (!IsLogout(token)) return LogoutTokenResult.Invalid("events");
        if (Text(token, "jti") is not { } id) return LogoutTokenResult.Invalid("id_missing");
        var (session, subject) = (Text(token, "sid"), Text(token, "sub"));
        return session is null && subject is null
            ? LogoutTokenResult.Invalid("nobody_named")
            : new LogoutTokenResult(id, session, subject, "ok");
    }

    private static bool IsLogout(JsonWebToken token) =>
        token.TryGetPayloadValue<JsonElement>("events", out var events) && events.ValueKind == JsonValueKind.Object
            && events.TryGetProperty(Event, out var member) && member.ValueKind == JsonValueKind.Object;

    private static string? Text(JsonWebToken token, string claim) =>
        token.TryGetPayloadValue<object>(claim, out var value) && value is string { Length: > 0 and <= LongestId } text ? text : null;
}
