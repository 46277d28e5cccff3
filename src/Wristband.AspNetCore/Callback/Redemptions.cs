using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Callback;

/// <summary>
/// Each login is redeemed once, however often its callback is called: a double click, a back button, a browser that repeats. A second
/// redemption would make the platform revoke the first one's tokens (S-23).
/// </summary>
internal sealed class Redemptions(
    [FromKeyedServices] Redemption redemption,
    [FromKeyedServices] Uses uses,
    [FromKeyedServices] SessionStore store,
    [FromKeyedServices] Revocation revocation,
    [FromKeyedServices] SharedLock locks,
    TimeProvider clock)
{
    private static readonly TimeSpan LateJoiners = TimeSpan.FromSeconds(60);

    private readonly SingleFlight<LoginOutcome> _flights = new(clock, LateJoiners, capacity: 10_000);

    /// <summary>The outcome of this login's only redemption; null when it is long over and its tokens are forgotten.</summary>
    public async Task<LoginOutcome?> RedeemOnceAsync(HttpContext context, LoginState login, string code)
    {
        var key = KeyOf(login.State);
        var (outcome, _) = _flights.Run(key, () => RunAsync(context, login, code, key), static _ => true);
        var result = await outcome;
        return ReferenceEquals(result, LoginOutcome.LongOver) ? null : result;
    }

    /// <summary>The completed login with this state, if there was one; it says where the browser went.</summary>
    public async Task<Use?> CompletedAsync(string state)
    {
        try
        {
            return await uses.FindAsync(KeyOf(state)) is { Completed: true } use ? use : null;
        }
        catch (CacheUnavailableException)
        {
            return null;
        }
    }

    private async Task<LoginOutcome> RunAsync(HttpContext context, LoginState login, string code, string key)
    {
        if (uses.FindHere(key) is not null) return LoginOutcome.LongOver;
        await using var turn = uses.AreShared ? await locks.TakeAsync("login", key) : null;
        var outcome = LoginOutcome.Failure(CallbackProblems.StoreDown);
        try
        {
            if (await uses.FindAsync(key) is { } elsewhere) return await OutcomeOfAsync(elsewhere);
            await uses.SetAsync(key, NewUse(completed: false, login));
            outcome = await redemption.RedeemAsync(context, login, code);
            if (outcome.Completed is { } completed) await store.AddAsync(completed.User, completed.Ticket);
        }
        catch (CacheUnavailableException)
        {
            // Without its entry the session does not exist, so nothing may hold its tokens.
            if (outcome.Completed?.Ticket.RefreshToken is { } unused) revocation.RevokeSoon(unused);
            return LoginOutcome.Failure(CallbackProblems.StoreDown);
        }
        await uses.TrySetAsync(key, NewUse(outcome.Completed is not null, login, outcome.Completed?.Ticket.Id));
        return outcome;
    }

    /// <summary>Another replica redeemed it: for a minute its session serves the repeated callback too.</summary>
    private async Task<LoginOutcome> OutcomeOfAsync(Use use)
    {
        var age = clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(use.At);
        if (!use.Completed || use.SessionId is null || age >= LateJoiners) return LoginOutcome.LongOver;
        return await store.FindAsync(use.SessionId) is { } stored
            ? LoginOutcome.Success(new CompletedLogin(stored.Principal, SessionTicket.Read(stored.Properties)!))
            : LoginOutcome.LongOver;
    }

    private Use NewUse(bool completed, LoginState login, string? sessionId = null) =>
        new(completed, login.ReturnUrl, uses.AreShared ? sessionId : null, clock.GetUtcNow().ToUnixTimeMilliseconds());

    private static string KeyOf(string state) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(state)));
}
