using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tokens;

/// <summary>Endpoints that look at the session without using its token; a login or logout never waits for a refresh.</summary>
internal sealed class NoRefreshMetadata;

/// <summary>
/// Sees to it that an admitted session holds a living access token. While the real token lives, a failed refresh lets the request
/// pass; after that the session waits for the platform, it does not end (S-66).
/// </summary>
internal sealed class FreshSession(
    WristbandOptions options,
    SchemeNames names,
    SessionGate gate,
    SessionLedger ledger,
    SessionRegister register,
    SessionRefresh refresh,
    OpenCircuits circuits,
    TimeProvider clock)
{
    /// <summary>At the start of a request, before anything was written: new tokens go out with this response (S-69).</summary>
    public async Task EnsureAsync(CookieValidatePrincipalContext context, SessionTicket ticket)
    {
        if (clock.GetUtcNow() < ticket.RefreshDue) return;
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<NoRefreshMetadata>() is not null) return;
        if (ticket.RefreshToken is null)
        {
            if (IsPastItsToken(ticket) && !options.AllowSessionPastAccessToken) gate.Refuse(context, SessionRefusal.Expired);
            return;
        }

        var result = await refresh.RefreshAsync(context.HttpContext, ticket, context.Principal!);
        if (result.Tokens is not null)
        {
            await AdoptAsync(ticket, context.Principal!, result, result.Tokens);
            gate.Renew(context, ticket, "refresh");
        }
        else if (result.IsDead)
        {
            await register.TryEndAsync(ticket);
            gate.Refuse(context, SessionRefusal.GrantDead);
        }
        else if (IsPastItsToken(ticket))
        {
            var pause = result.RetryAfter ?? TimeSpan.FromSeconds(1);
            gate.Refuse(context, new SessionRefusal(RefusalKind.Outage, "session_refresh_unavailable", pause));
        }
    }

    /// <summary>In the middle of a request: a token that lives now, or null.</summary>
    public async Task<string?> GetAccessTokenAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(names.Session);
        if (!result.Succeeded || RequestSession.Of(context, names).Ticket is not { } ticket) return null;
        // Once the response has begun, a new refresh token could not reach a cookie any more and the session would be lost.
        if (clock.GetUtcNow() >= ticket.RefreshDue && ticket.RefreshToken is not null && (register.IsShared || !context.Response.HasStarted))
            await RenewAsync(context, ticket, result.Principal);
        return IsPastItsToken(ticket) && !options.AllowSessionPastAccessToken ? null : ticket.AccessToken;
    }

    private async Task RenewAsync(HttpContext context, SessionTicket ticket, ClaimsPrincipal user)
    {
        var result = await refresh.RefreshAsync(context, ticket, user);
        if (result.Tokens is not { } tokens || tokens.AccessToken == ticket.AccessToken) return;
        await AdoptAsync(ticket, user, result, tokens);
        circuits.Tell(ticket);
        if (context.Response.HasStarted) return;
        ticket.Properties.IssuedUtc = clock.GetUtcNow();
        ticket.Properties.ExpiresUtc = ticket.Created + options.SessionLifetime;
        RequestSession.Of(context, names).IssueCause = "refresh";
        await context.SignInAsync(names.Session, user, ticket.Properties);
    }

    private async Task AdoptAsync(SessionTicket ticket, ClaimsPrincipal user, RefreshResult result, TokenSet tokens)
    {
        ticket.Replace(tokens);
        ledger.Advance(ticket);
        if (!result.IsStored) await register.TryKeepAsync(user, ticket);
    }

    private bool IsPastItsToken(SessionTicket ticket) => clock.GetUtcNow() >= ticket.AccessTokenExpires;
}
