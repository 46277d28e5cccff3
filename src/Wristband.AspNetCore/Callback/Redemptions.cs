using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Callback;

/// <summary>
/// Each login is redeemed once, however often its callback is called: a double click, a back button, a browser that repeats. A second
/// redemption would make the platform revoke the first one's tokens (S-23).
/// </summary>
internal sealed class Redemptions([FromKeyedServices] Redemption redemption, TimeProvider clock)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan LateJoiners = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AsLongAsALoginMayTake = TimeSpan.FromMinutes(60);

    private sealed record Use(bool Completed, string? ReturnUrl);

    private readonly SingleFlight<LoginOutcome> _flights = new(clock, LateJoiners, Capacity);
    private readonly ExpiringMap<Use> _used = new(clock, Capacity);

    /// <summary>The outcome of this login's only redemption; null when it is long over and its tokens are forgotten.</summary>
    public async Task<LoginOutcome?> RedeemOnceAsync(HttpContext context, LoginState login, string code)
    {
        var key = KeyOf(login.State);
        var (outcome, _) = _flights.Run(key, () => RunAsync(context, login, code, key), static _ => true);
        var result = await outcome;
        return ReferenceEquals(result, LoginOutcome.LongOver) ? null : result;
    }

    /// <summary>Whether a login with this state was completed here, and where it went.</summary>
    public bool WasCompleted(string state, out string? returnUrl)
    {
        returnUrl = _used.TryGet(KeyOf(state), out var use) ? use.ReturnUrl : null;
        return use is { Completed: true };
    }

    private async Task<LoginOutcome> RunAsync(HttpContext context, LoginState login, string code, string key)
    {
        if (_used.TryGet(key, out _)) return LoginOutcome.LongOver;
        _used.Set(key, new Use(Completed: false, null), AsLongAsALoginMayTake);
        var outcome = await redemption.RedeemAsync(context, login, code);
        _used.Set(key, new Use(outcome.Completed is not null, login.ReturnUrl), AsLongAsALoginMayTake);
        return outcome;
    }

    private static string KeyOf(string state) => Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(state)));
}
