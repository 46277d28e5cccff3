using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>
/// Turns a code into a session: exchange, ID token, userinfo, and the proof that all three speak of one user of one tenant. The code
/// is sent once; when the answer is lost, nobody knows whether it was spent (S-29).
/// </summary>
internal sealed partial class CodeExchange(
    WristbandOptions options,
    SchemeNames names,
    PlatformHttp platform,
    IdTokenCheck idTokens,
    TimeProvider time,
    ILogger<CodeExchange> logger)
{
    /// <param name="context">The callback's request.</param>
    /// <param name="login">What the browser proved that it began.</param>
    /// <param name="code">Sent to the platform, and nowhere else.</param>
    /// <param name="discard">Gets a refresh token that no session holds: it must not stay alive (S-30).</param>
    public async Task<LoginOutcome> RedeemAsync(HttpContext context, LoginState login, string code, Action<string> discard)
    {
        using var activity = WristbandMetrics.CompletingLogin();
        var reply = await ExchangeAsync(login, code);
        if (reply is { Failure: null, Status: 400, OAuthError: "invalid_grant" }) return LoginOutcome.Again("invalid_grant");
        if (!reply.IsOk) return ExchangeFailed(reply);
        if (TokenGrant.Read(reply.Object(), time.GetUtcNow(), options.TokenExpirationBuffer) is not { } grant)
        {
            Log.UnusableTokens(logger);
            return LoginOutcome.Failure(CallbackProblems.PlatformRefused);
        }

        var isHeld = false;
        try
        {
            var outcome = await IdentifyAsync(context, login, grant);
            isHeld = outcome.Completed is not null;
            return outcome;
        }
        finally
        {
            if (!isHeld && grant.Tokens.RefreshToken is { } unused) discard(unused);
        }
    }

    private Task<PlatformReply> ExchangeAsync(LoginState login, string code) => platform.SendAsync(
        new PlatformCall(HttpMethod.Post, "/api/v1/oauth2/token", "token.code", TimeSpan.FromSeconds(10))
        {
            Authorization = platform.ClientCredentials,
            Form =
            [
                new("grant_type", "authorization_code"), new("code", code), new("redirect_uri", login.RedirectUri),
                new("code_verifier", login.Verifier),
            ],
        });

    private LoginOutcome ExchangeFailed(PlatformReply reply)
    {
        var isClient = reply.OAuthError is "invalid_client";
        Log.ExchangeFailed(logger, isClient ? "invalid_client: the client secret does not belong to this client id" : reply.Reason);
        var isDown = reply.Failure is not (null or "too_large") || (reply.Failure is null && reply.Status is >= 500 or 408 or 429);
        return LoginOutcome.Failure(isDown ? CallbackProblems.PlatformDown : CallbackProblems.PlatformRefused);
    }

    private async Task<LoginOutcome> IdentifyAsync(HttpContext context, LoginState login, TokenGrant grant)
    {
        var idToken = await idTokens.ValidateAsync(grant.IdToken, login, grant.Tokens.AccessToken);
        if (idToken.Reason == SignedToken.KeysUnavailable)
            return LoginOutcome.Failure(CallbackProblems.PlatformDown with { Id = "WB1502" });
        if (idToken.Token is not { } token) return IdTokenRefused(grant.IdToken, idToken.Reason);

        var (claims, reply) = await UserInfo.FetchAsync(platform, grant.Tokens.AccessToken, TimeSpan.FromSeconds(10));
        if (claims is not { } user)
        {
            Log.UserInfoFailed(logger, reply.IsOk ? "not a JSON object" : reply.Reason);
            var isAnswer = reply.Failure is null && reply.Status < 500;
            return LoginOutcome.Failure(isAnswer ? CallbackProblems.UserInfoFailed : CallbackProblems.PlatformDown);
        }

        if (MismatchIn(login, grant, token, user) is { } mismatch)
        {
            Log.IdentityMismatch(logger, mismatch);
            return LoginOutcome.Failure(CallbackProblems.IdentityMismatch);
        }
        return LoginOutcome.Success(await CompleteAsync(context, login, grant, token, user));
    }

    /// <summary>
    /// A token that was made a moment ago and is not valid now: then it is the clocks that are wrong, and both times are said.
    /// </summary>
    private LoginOutcome IdTokenRefused(string? idToken, string reason)
    {
        var here = time.GetUtcNow();
        if (reason is "lifetime" or "issued_in_future" && JwtReader.Read(idToken)?.IssuedAt is { } issued && issued > DateTime.MinValue)
        {
            var there = new DateTimeOffset(issued, TimeSpan.Zero);
            var apart = (there - here).Duration();
            if (apart >= TokenSignature.Skew)
            {
                Log.ClocksDiffer(logger, there, here, (long)apart.TotalSeconds, (long)TokenSignature.Skew.TotalSeconds);
                return LoginOutcome.Failure(CallbackProblems.ClocksDiffer(here, there));
            }
        }
        Log.InvalidIdToken(logger, reason);
        return LoginOutcome.Failure(CallbackProblems.InvalidIdToken);
    }

    /// <summary>Subject and tenant agree wherever they are said, and the tenant is the one this login was for (S-25, S-26).</summary>
    private static string? MismatchIn(LoginState login, TokenGrant grant, JsonWebToken idToken, JsonElement user)
    {
        var access = JwtFacts.Read(grant.Tokens.AccessToken);
        var subject = user.Text("sub");
        var tenant = user.Text(WristbandClaims.TenantId);
        if (subject is null || subject != idToken.Subject || (access?.Subject ?? subject) != subject) return "subject";
        if (tenant is null || (access?.TenantId ?? tenant) != tenant) return "tenant id";
        if (idToken.TryGetPayloadValue<string>(WristbandClaims.TenantId, out var other) && other != tenant) return "tenant id";
        if (login.TenantName is { } asked && user.Text(WristbandClaims.TenantName) is { } actual
            && !asked.Equals(actual, StringComparison.OrdinalIgnoreCase)) return "tenant name";
        return null;
    }

    private async Task<CompletedLogin> CompleteAsync(
        HttpContext context, LoginState login, TokenGrant grant, JsonWebToken idToken, JsonElement user)
    {
        var tenantName = login.TenantName ?? TenantName.Parse(user.Text(WristbandClaims.TenantName))?.Value;
        var identity = SignedInUser.Create(names.Session, user, user.Text(WristbandClaims.TenantId)!, tenantName, login.CustomDomain);
        var given = SignedInUser.Given(identity);
        var custom = login.CustomState ?? [];
        await options.Events.OnSignedIn(new WristbandSignedInContext(context, identity, grant.Tokens.AccessToken, login.ReturnUrl, custom));
        var sid = idToken.TryGetPayloadValue<string>("sid", out var text) && text is { Length: > 0 and <= 256 } ? text : null;
        var ticket = SessionTicket.Create(grant.Tokens, time.GetUtcNow(), options.SessionLifetime, sid);
        ticket.LeaveOut(given.Except(SignedInUser.Given(identity)));
        return new CompletedLogin(new ClaimsPrincipal(identity), ticket);
    }

    private static partial class Log
    {
        [LoggerMessage(1207, LogLevel.Error, "WB1207 A code could not be exchanged ({Reason}). Nobody was signed "
            + "in.", EventName = "ExchangeFailed")]
        public static partial void ExchangeFailed(ILogger logger, string reason);

        [LoggerMessage(1208, LogLevel.Error, "WB1208 The platform's token answer cannot be used: no access token, not of type Bearer, or "
            + "already expired.", EventName = "UnusableTokenAnswer")]
        public static partial void UnusableTokens(ILogger logger);

        [LoggerMessage(1209, LogLevel.Error, "WB1209 The platform's ID token was refused ({Reason}). Nobody was signed in.",
            EventName = "IdTokenRefused")]
        public static partial void InvalidIdToken(ILogger logger, string reason);

        [LoggerMessage(1218, LogLevel.Error, "WB1218 The platform issued a token at {There:u}, and this machine's clock says "
            + "{Here:u}: they are "
            + "{Seconds} seconds apart, and {Tolerated} are tolerated. Set the clocks of both machines by NTP. Nobody was signed in.",
            EventName = "ClocksDiffer")]
        public static partial void ClocksDiffer(ILogger logger, DateTimeOffset there, DateTimeOffset here, long seconds, long tolerated);

        [LoggerMessage(1210, LogLevel.Error, "WB1210 ID token, access token, userinfo and login do not agree on the {Field}. Nobody "
            + "was signed in; the tokens are being "
            + "revoked.", EventName = "IdentityMismatch")]
        public static partial void IdentityMismatch(ILogger logger, string field);

        [LoggerMessage(1211, LogLevel.Error, "WB1211 The platform's userinfo could not be read ({Reason}). Nobody was signed in.",
            EventName = "UserInfoFailed")]
        public static partial void UserInfoFailed(ILogger logger, string reason);
    }
}
