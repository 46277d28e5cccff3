using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Backchannel;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// The platform's side of a refresh: a refresh token goes in, new tokens and the user's claims of now come out. Only a clear
/// <c>invalid_grant</c> means that the grant is gone (S-65). One repeat, and only when the platform cannot have seen the first attempt,
/// because a refresh token is spent by use (S-67); when an answer was lost, the old token is sent again later (X-D5).
/// </summary>
internal sealed partial class RefreshTokenGrant(
    WristbandOptions options,
    PlatformHttp platform,
    Revocation revocation,
    TimeProvider time,
    WristbandMetrics metrics,
    ILogger<RefreshTokenGrant> logger)
{
    private const string InvalidGrant = "invalid_grant";
    private const string OwnerChanged = "owner_changed";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastForASecondTry = TimeSpan.FromSeconds(1);

    /// <summary>The tokens are there; the claims must not hold them up for long.</summary>
    private static readonly TimeSpan PatienceForClaims = TimeSpan.FromSeconds(3);

    private readonly RefreshPauses _pauses = new(time);

    /// <summary>No token is ever a key: a hash does, and it holds the client so that configurations never share results.</summary>
    public string KeyOf(string refreshToken) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.ClientId}\n{refreshToken}")));

    /// <summary>Whether the platform did not answer well the last time.</summary>
    public bool HasFailed(string key) => _pauses.HasFailed(key);

    /// <summary>How long the platform is left alone; null when it may be asked.</summary>
    public TimeSpan? PauseOf(string key) => _pauses.Left(key);

    /// <summary>Counts and tells how a refresh ended, and begins the pause after a failure.</summary>
    public RefreshResult Conclude(string key, RefreshResult result)
    {
        if (result.Tokens is not null)
        {
            _pauses.End(key);
            metrics.Refreshed();
            return result;
        }
        metrics.RefreshFailed(result.Reason);
        if (result.Unwanted is { } token) revocation.RevokeSoon(token);
        if (result.IsDead)
        {
            if (result.Reason != RefreshResult.LoggedOut) Log.Dead(logger, result.Reason);
            return result;
        }
        var pause = _pauses.Begin(key, result.RetryAfter);
        Log.Failed(logger, result.Reason, pause.TotalSeconds);
        return RefreshResult.Failed(result.Reason, pause);
    }

    /// <summary>Asks the platform.</summary>
    /// <param name="refreshToken">What the session has.</param>
    /// <param name="owner">Whose tokens it may get.</param>
    /// <param name="leftOut">Types of claims that the session does without.</param>
    public async Task<RefreshResult> RequestAsync(string refreshToken, ClaimsPrincipal owner, IReadOnlyCollection<string> leftOut)
    {
        var started = time.GetTimestamp();
        var reply = await SendAsync(refreshToken, Budget);
        if (reply is { WasNotProcessed: true, RetryAfter: null })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(100, 301)), time);
            var left = Budget - time.GetElapsedTime(started);
            if (left > LeastForASecondTry) reply = await SendAsync(refreshToken, left);
        }

        if (reply is { Failure: null, Status: 400, OAuthError: InvalidGrant }) return RefreshResult.Dead(InvalidGrant);
        if (!reply.IsOk) return RefreshResult.Failed(reply.OAuthError is { } error ? Known(error) : reply.Reason, reply.RetryAfter);
        if (TokenGrant.Read(reply.Object(), time.GetUtcNow(), options.TokenExpirationBuffer) is not { } grant)
            return RefreshResult.Failed("invalid_response");

        var tokens = grant.Tokens with { RefreshToken = grant.Tokens.RefreshToken ?? refreshToken };
        // Somebody else's tokens must not stay alive, and this session must not become somebody else's.
        return IsSameOwner(grant, owner)
            ? await WithClaimsAsync(tokens, owner, leftOut)
            : RefreshResult.Dead(OwnerChanged, tokens.RefreshToken);
    }

    private Task<PlatformReply> SendAsync(string refreshToken, TimeSpan timeout) => platform.SendAsync(
        new PlatformCall(HttpMethod.Post, "/api/v1/oauth2/token", "token.refresh", timeout)
        {
            Authorization = platform.ClientCredentials,
            Form = [new("grant_type", "refresh_token"), new("refresh_token", refreshToken)],
        });

    /// <summary>Claims and roles come with the token (X-A2). Without an answer they stay until the next refresh.</summary>
    private async Task<RefreshResult> WithClaimsAsync(TokenSet tokens, ClaimsPrincipal owner, IReadOnlyCollection<string> leftOut)
    {
        var (claims, reply) = await UserInfo.FetchAsync(platform, tokens.AccessToken, PatienceForClaims);
        if (claims is not { } user || user.Text("sub") is not { } subject)
        {
            Log.ClaimsNotRenewed(logger, reply.IsOk ? "no usable answer" : reply.Reason);
            return RefreshResult.Renewed(tokens, user: null);
        }
        return subject == owner.GetUserId() && Same(user.Text(WristbandClaims.TenantId), owner.GetTenantId())
            ? RefreshResult.Renewed(tokens, SignedInUser.Renew(owner, user, leftOut))
            : RefreshResult.Dead(OwnerChanged, tokens.RefreshToken);
    }

    /// <summary>Subject and tenant are those of the login, in whatever the answer contains (S-64, S-70).</summary>
    private bool IsSameOwner(TokenGrant grant, ClaimsPrincipal owner)
    {
        var access = JwtFacts.Read(grant.Tokens.AccessToken);
        if (!Same(access?.Subject, owner.GetUserId()) || !Same(access?.TenantId, owner.GetTenantId())) return false;
        if (grant.IdToken is null) return true;
        return JwtFacts.Read(grant.IdToken) is { } id
            && id.Subject == owner.GetUserId()
            && Same(id.TenantId, owner.GetTenantId())
            && id.Issuer == platform.Issuer
            && id.Audiences.Contains(options.ClientId);
    }

    private static bool Same(string? now, string? atLogin) => now is null || now == atLogin;

    private static string Known(string error) => error is "invalid_client" or "invalid_request" or "unauthorized_client"
        or "unsupported_grant_type" or "invalid_scope" or "temporarily_unavailable" or "server_error" ? error : "oauth_error";

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Warning, "WB1302 An access token could not be refreshed ({Reason}); next attempt in {Pause} s at the "
            + "earliest. The session goes on while its token lives.", EventName = "RefreshFailed")]
        public static partial void Failed(ILogger logger, string reason, double pause);

        [LoggerMessage(1303, LogLevel.Information, "WB1303 The platform ended a session's grant ({Reason}); the user has to sign in again.",
            EventName = "GrantDead")]
        public static partial void Dead(ILogger logger, string reason);

        [LoggerMessage(1306, LogLevel.Warning, "WB1306 A session's token was refreshed, but the platform's userinfo could not be read "
            + "({Reason}). The session keeps its claims and roles until the next refresh.", EventName = "ClaimsNotRenewed")]
        public static partial void ClaimsNotRenewed(ILogger logger, string reason);
    }
}
