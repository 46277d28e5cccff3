using System.Security.Claims;
using System.Security.Cryptography;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// The refresh call itself. Only a clear <c>invalid_grant</c> means that the grant is gone (S-65); one repeat, and only when the
/// platform cannot have seen the first attempt, because a refresh token is spent by use (S-67).
/// </summary>
internal sealed class RefreshGrant(
    WristbandOptions options,
    PlatformHttp platform,
    PlatformAddress address,
    Revocation revocation,
    TimeProvider clock)
{
    public const string InvalidGrant = "invalid_grant";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastForASecondTry = TimeSpan.FromSeconds(1);

    public async Task<RefreshResult> RefreshAsync(string refreshToken, ClaimsPrincipal owner)
    {
        var started = clock.GetTimestamp();
        var reply = await SendAsync(refreshToken, Budget);
        if (reply is { WasNotProcessed: true, RetryAfter: null })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(100, 301)), clock);
            var left = Budget - clock.GetElapsedTime(started);
            if (left > LeastForASecondTry) reply = await SendAsync(refreshToken, left);
        }

        if (reply is { Failure: null, Status: 400, OAuthError: InvalidGrant }) return RefreshResult.Dead(InvalidGrant);
        if (!reply.IsOk) return RefreshResult.Failed(reply.OAuthError is { } error ? Known(error) : reply.Reason, reply.RetryAfter);
        if (TokenGrant.Read(reply.Object(), clock.GetUtcNow(), options.TokenExpirationBuffer) is not { } grant)
            return RefreshResult.Failed("invalid_response");

        var tokens = grant.Tokens with { RefreshToken = grant.Tokens.RefreshToken ?? refreshToken };
        if (IsSameOwner(grant, owner)) return RefreshResult.Renewed(tokens);
        // Somebody else's tokens must not stay alive, and this session must not become somebody else's.
        revocation.RevokeSoon(tokens.RefreshToken!);
        return RefreshResult.Dead("owner_changed");
    }

    private Task<PlatformReply> SendAsync(string refreshToken, TimeSpan timeout) => platform.SendAsync(
        new PlatformCall(HttpMethod.Post, "/api/v1/oauth2/token", "token.refresh", timeout)
        {
            Authorization = platform.ClientCredentials,
            Form = [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)],
        });

    /// <summary>Subject and tenant are those of the login, in whatever the answer contains (S-64, S-70).</summary>
    private bool IsSameOwner(TokenGrant grant, ClaimsPrincipal owner)
    {
        var access = JwtFacts.Read(grant.Tokens.AccessToken);
        if (!Same(access?.Subject, owner.GetUserId()) || !Same(access?.TenantId, owner.GetTenantId())) return false;
        if (grant.IdToken is null) return true;
        return JwtFacts.Read(grant.IdToken) is { } id
            && id.Subject == owner.GetUserId()
            && Same(id.TenantId, owner.GetTenantId())
            && id.Issuer == address.Issuer
            && id.Audiences.Contains(options.ClientId);
    }

    private static bool Same(string? now, string? atLogin) => now is null || now == atLogin;

    private static string Known(string error) => error is "invalid_client" or "invalid_request" or "unauthorized_client"
        or "unsupported_grant_type" or "invalid_scope" or "temporarily_unavailable" or "server_error" ? error : "oauth_error";
}
