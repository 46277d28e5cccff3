using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Keys;
using Wristband.Platform.OAuth.Token;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.BackchannelLogout;

/// <summary>
/// Writes logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.4). They are never stored: each attempt makes its own.
/// </summary>
internal sealed class LogoutTokens(SigningKeys signingKeys, TimeProvider time)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    public async Task<string> CreateAsync(LogoutNotice notice, CancellationToken cancellationToken)
    {
        var keys = await signingKeys.GetAsync(notice.ApplicationId, cancellationToken);
        var now = time.GetUtcNow();
        return JwtWriter.LogoutToken(keys, json =>
        {
            json.WriteString("iss", notice.Issuer);
            json.WriteString("aud", notice.ClientId);
            json.WriteNumber("iat", now.ToUnixTimeSeconds());
            json.WriteNumber("exp", (now + Lifetime).ToUnixTimeSeconds());
            json.WriteString("jti", Ids.New());
            json.WriteString("sub", notice.UserId);
            json.WriteString("sid", notice.SessionId);
            json.WriteString("tnt_id", notice.TenantId);
            json.WriteStartObject("events");
            json.WriteStartObject(Event);
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }
}
