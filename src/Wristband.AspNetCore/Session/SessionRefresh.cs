using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Tokens;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>Endpoints that look at the session without using its token; a login or logout never waits for a refresh.</summary>
internal sealed class NoRefreshMetadata;

/// <summary>
/// How an expired token becomes a renewed cookie. <see cref="SessionCookieEvents"/> has let the request in and asks here for a living
/// token. When the token is due, one refresh runs for the session, however many requests need it (S-60), and late ones get its result
/// for a minute (S-61). <see cref="SessionStore.RenewAsync"/> makes that one refresh among all replicas, and
/// <see cref="RefreshTokenGrant"/> asks the platform for tokens and claims. The session adopts both, and the framework writes the cookie
/// with this very response. While the old token lives, a failure is nobody's problem: one request waits for the platform, the others pass
/// with the token they have; after that the session waits for the platform, it does not end (S-66).
/// </summary>
internal sealed class SessionRefresh(
    WristbandOptions options,
    SchemeNames names,
    SessionStore store,
    RefreshTokenGrant grant,
    TimeProvider time,
    WristbandMetrics metrics)
{
    private static readonly TimeSpan LateJoiners = TimeSpan.FromSeconds(60);

    /// <summary>How long a request waits for a platform that did not answer before, while its token lives.</summary>
    private static readonly TimeSpan ShortLook = TimeSpan.FromMilliseconds(250);

    /// <summary>As long as the platform itself gives the same successor again.</summary>
    private static readonly TimeSpan UntilTaken = TimeSpan.FromMinutes(10);

    private readonly SingleFlight<RefreshResult> _refreshes = new(time, LateJoiners, capacity: 10_000);
    private readonly ExpiringMap<RefreshResult> _nobodyWaited = new(time, capacity: 1_000);

    /// <summary>At the start of a request, before anything was written: new tokens go out with this response (S-69).</summary>
    /// <returns>Why the request may not go on; null when it may, with the session's state in <paramref name="ticket"/>.</returns>
    public async ValueTask<SessionRefusal?> EnsureAsync(CookieValidatePrincipalContext context, SessionTicket ticket)
    {
        if (time.GetUtcNow() < ticket.RefreshDue) return null;
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<NoRefreshMetadata>() is not null) return null;
        if (ticket.RefreshToken is null)
            return IsPastItsToken(ticket) && !options.AllowSessionPastAccessToken ? SessionRefusal.Expired : null;

        var (result, isMine) = await RefreshAsync(context.HttpContext, ticket, context.Principal!);
        if (isMine) await TellAsync(context.HttpContext, context.Principal!, result);
        if (result.Tokens is not null)
        {
            if (result.User is { } user) context.ReplacePrincipal(user.Clone());
            await store.AdoptAsync(ticket, context.Principal!, result);
            return null;
        }
        if (result.IsDead)
        {
            await store.TryEndAsync(ticket);
            return SessionRefusal.GrantDead;
        }
        return IsPastItsToken(ticket) ? SessionRefusal.RefreshDown(result.RetryAfter ?? TimeSpan.FromSeconds(1)) : null;
    }

    /// <summary>
    /// In the middle of a request: a token that lives now, or null. Calls in parallel share one look, one refresh and one cookie, because
    /// a request's context is not made for several threads (X-D22).
    /// </summary>
    public async Task<string?> GetAccessTokenAsync(HttpContext context)
    {
        RequestSession session;
        lock (context.Items) session = RequestSession.Of(context, names);
        var isMine = false;
        Task<RequestToken> running;
        lock (session)
        {
            if (session.Token is { IsCompleted: false }) running = session.Token;
            else (running, isMine) = (session.Token = FindTokenAsync(context, session), true);
        }
        var token = await running;
        if (isMine && token.Failure is { } failure) await TellAsync(context, session.User!, failure);
        return token.Value;
    }

    private async Task<RequestToken> FindTokenAsync(HttpContext context, RequestSession session)
    {
        var found = await context.AuthenticateAsync(names.Session);
        if (!found.Succeeded || session.Ticket is not { } ticket) return new RequestToken(null);
        RefreshResult? failure = null;
        // Once the response has begun, a new refresh token could not reach a cookie any more and the session would be lost.
        if (time.GetUtcNow() >= ticket.RefreshDue && ticket.RefreshToken is not null && (store.IsShared || !context.Response.HasStarted))
        {
            var (result, isMine) = await RefreshAsync(context, ticket, found.Principal);
            if (result.Tokens is null) failure = isMine ? result : null;
            else if (result.Tokens.AccessToken != ticket.AccessToken) await WriteAsync(context, session, ticket, found.Principal, result);
        }
        return new RequestToken(IsPastItsToken(ticket) && !options.AllowSessionPastAccessToken ? null : ticket.AccessToken, failure);
    }

    private async Task WriteAsync(
        HttpContext context, RequestSession session, SessionTicket ticket, ClaimsPrincipal user, RefreshResult result)
    {
        var renewed = result.User?.Clone() ?? user;
        await store.AdoptAsync(ticket, renewed, result);
        if (context.Response.HasStarted) return;
        ticket.Properties.IssuedUtc = time.GetUtcNow();
        ticket.Properties.ExpiresUtc = ticket.Created + options.SessionLifetime;
        (session.User, session.IssueCause) = (renewed, "refresh");
        await context.SignInAsync(names.Session, renewed, ticket.Properties);
    }

    /// <summary>The session's refresh, joined or begun, and whether this request began it and saw its end.</summary>
    private async Task<(RefreshResult Result, bool IsMine)> RefreshAsync(HttpContext context, SessionTicket ticket, ClaimsPrincipal user)
    {
        var key = grant.KeyOf(ticket.RefreshToken!);
        if (_nobodyWaited.TryGet(key, out var earlier) && time.GetUtcNow() < earlier.Tokens!.RefreshDue) return (earlier, false);
        var wasUnanswered = grant.HasFailed(key);
        if (grant.PauseOf(key) is { } pause) return (RefreshResult.Failed("backing_off", pause), false);

        var copy = ticket.Copy();
        var mayBeLeft = wasUnanswered && !IsPastItsToken(ticket);
        var (running, joined) = _refreshes.Run(key, () => RunAsync(key, copy, user, mayBeLeft), r => r.Tokens is not null || r.IsDead);
        if (joined) metrics.RefreshJoined();
        if (!mayBeLeft) return (await running.WaitAsync(context.RequestAborted), !joined);

        // Somebody has waited for this platform already, and the token lives: nobody waits for it again (X-D32).
        if (!joined) await WaitShortlyAsync(running);
        if (running.IsCompleted) return (await running, !joined);
        return (RefreshResult.Failed("still_waiting"), false);
    }

    private async Task<RefreshResult> RunAsync(string key, SessionTicket ticket, ClaimsPrincipal user, bool mayBeLeft)
    {
        using var activity = WristbandMetrics.Refreshing();
        var result = await store.RenewAsync(ticket, user, () => grant.RequestAsync(ticket.RefreshToken!, user, ticket.LeftOutClaims));
        // Before anybody sees the end: whoever looks then must find it here.
        if (mayBeLeft && result.Tokens is not null) _nobodyWaited.Set(key, result, UntilTaken);
        return grant.Conclude(key, result);
    }

    private async Task WaitShortlyAsync(Task running)
    {
        try
        {
            await running.WaitAsync(ShortLook, time);
        }
        catch (TimeoutException)
        {
            // The next request finds what comes of it.
        }
    }

    private Task TellAsync(HttpContext context, ClaimsPrincipal user, RefreshResult result) => result.Tokens is null
        ? options.Events.OnRefreshFailed(new WristbandRefreshFailedContext(context, user, result.Reason, result.IsDead))
        : Task.CompletedTask;

    private bool IsPastItsToken(SessionTicket ticket) => time.GetUtcNow() >= ticket.AccessTokenExpires;
}
