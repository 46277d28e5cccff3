using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;
using Wristband.AspNetCore.Sharing;
using Wristband.AspNetCore.Tokens;

namespace Wristband.AspNetCore.Callback;

/// <summary>
/// Each login is redeemed once, however often its callback is called: a double click, a back button, a browser that repeats. A second
/// exchange of its code would make the platform revoke the first one's tokens (S-23). This process remembers what was redeemed, and all
/// replicas do when they share a cache.
/// </summary>
internal sealed class Redemption(
    CodeExchange exchange,
    SessionStore store,
    Revocation revocation,
    SharedCache cache,
    SharedLock locks,
    TimeProvider time)
{
    private const string Kind = "login";
    private static readonly TimeSpan LateJoiners = TimeSpan.FromSeconds(60);

    private readonly SingleFlight<LoginOutcome> _flights = new(time, LateJoiners, capacity: 10_000);
    private readonly ExpiringMap<RedeemedLogin> _redeemed = new(time, capacity: 10_000);

    /// <summary>The outcome of this login's only redemption.</summary>
    public Task<LoginOutcome> RedeemOnceAsync(HttpContext context, LoginState login, string code)
    {
        var key = KeyOf(login.State);
        return _flights.Run(key, () => RunAsync(context, login, code, key), static _ => true).Result;
    }

    /// <summary>The completed login with this state, if there was one; it says where the browser went.</summary>
    public async Task<RedeemedLogin?> CompletedAsync(string state)
    {
        try
        {
            return await FindAsync(KeyOf(state)) is { Completed: true } redeemed ? redeemed : null;
        }
        catch (CacheUnavailableException)
        {
            return null;
        }
    }

    private async Task<LoginOutcome> RunAsync(HttpContext context, LoginState login, string code, string key)
    {
        if (_redeemed.TryGet(key, out _)) return LoginOutcome.LongOver;
        await using var turn = cache.IsUsed ? await locks.TakeAsync(Kind, key) : null;
        var outcome = LoginOutcome.Failure(CallbackProblems.StoreDown);
        try
        {
            if (await FindAsync(key) is { } elsewhere) return await OutcomeOfAsync(elsewhere);
            await KeepAsync(key, Redeemed(login, sessionId: null, completed: false));
            outcome = await exchange.RedeemAsync(context, login, code, revocation.RevokeSoon);
            if (outcome.Completed is { } completed) await store.AddAsync(completed.User, completed.Ticket);
        }
        catch (CacheUnavailableException)
        {
            // Without its entry the session does not exist, so nothing may hold its tokens.
            if (outcome.Completed?.Ticket.RefreshToken is { } unused) revocation.RevokeSoon(unused);
            return LoginOutcome.Failure(CallbackProblems.StoreDown);
        }
        await TryKeepAsync(key, Redeemed(login, outcome.Completed?.Ticket.Id, outcome.Completed is not null));
        return outcome;
    }

    /// <summary>Another replica redeemed it: for a minute its session serves the repeated callback too.</summary>
    private async Task<LoginOutcome> OutcomeOfAsync(RedeemedLogin redeemed)
    {
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(redeemed.At);
        if (!redeemed.Completed || redeemed.SessionId is null || age >= LateJoiners) return LoginOutcome.LongOver;
        return await store.FindAsync(redeemed.SessionId) is { } stored
            ? LoginOutcome.Success(new CompletedLogin(stored.Principal, SessionTicket.Read(stored.Properties)!))
            : LoginOutcome.LongOver;
    }

    private RedeemedLogin Redeemed(LoginState login, string? sessionId, bool completed) =>
        new(completed, login.ReturnUrl, cache.IsUsed ? sessionId : null, time.GetUtcNow().ToUnixTimeMilliseconds());

    private async Task<RedeemedLogin?> FindAsync(string key)
    {
        if (_redeemed.TryGet(key, out var here) || !cache.IsUsed) return here;
        var bytes = await cache.GetAsync(Kind, key);
        return bytes is null ? null : JsonSerializer.Deserialize(bytes, RedemptionJson.Default.RedeemedLogin);
    }

    private async Task KeepAsync(string key, RedeemedLogin redeemed)
    {
        _redeemed.Set(key, redeemed, LoginStateCookies.Lifetime);
        if (!cache.IsUsed) return;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(redeemed, RedemptionJson.Default.RedeemedLogin);
        await cache.SetAsync(Kind, key, bytes, LoginStateCookies.Lifetime);
    }

    /// <summary>
    /// Once it cannot change the outcome any more: other replicas still know that the login was begun, and will not redeem it again.
    /// </summary>
    private async Task TryKeepAsync(string key, RedeemedLogin redeemed)
    {
        try
        {
            await KeepAsync(key, redeemed);
        }
        catch (CacheUnavailableException)
        {
            // Said by the cache itself.
        }
    }

    private static string KeyOf(string state) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(state)));
}

/// <summary>What became of a login's only redemption.</summary>
/// <param name="Completed">False while it is under way, and when it failed.</param>
/// <param name="ReturnUrl">Where the browser went.</param>
/// <param name="SessionId">The session it made, when sessions are kept in the application's cache.</param>
/// <param name="At">When, in milliseconds of Unix time.</param>
internal sealed record RedeemedLogin(bool Completed, string? ReturnUrl, string? SessionId, long At)
{
    public override string ToString() => nameof(RedeemedLogin);
}

[JsonSerializable(typeof(RedeemedLogin))]
internal sealed partial class RedemptionJson : JsonSerializerContext;
