using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Backchannel;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Tokens;

/// <summary>
/// One refresh per session, however many requests need it at once (S-60). Late ones get the same tokens for a minute (S-61), and
/// after a failure the platform is left alone for 1, 2, 4 ... 30 seconds (S-66).
/// </summary>
internal sealed partial class SessionRefresh(
    WristbandOptions options,
    SharedRefresh shared,
    TimeProvider clock,
    WristbandMetrics metrics,
    ILogger<SessionRefresh> logger)
{
    private static readonly TimeSpan LateJoiners = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BackOffMemory = TimeSpan.FromMinutes(10);

    private readonly SingleFlight<RefreshResult> _flights = new(clock, LateJoiners, capacity: 10_000);
    private readonly ExpiringMap<BackOff> _backOffs = new(clock, capacity: 10_000);

    private sealed record BackOff(int Failures, DateTimeOffset Until);

    public async Task<RefreshResult> RefreshAsync(HttpContext context, SessionTicket ticket, ClaimsPrincipal user)
    {
        var key = KeyOf(ticket.RefreshToken!);
        if (_backOffs.TryGet(key, out var wait) && wait.Until > clock.GetUtcNow())
            return RefreshResult.Failed("backing_off", wait.Until - clock.GetUtcNow());

        var (running, joined) = _flights.Run(key, () => RunAsync(key, ticket.Copy(), user), r => r.Tokens is not null || r.IsDead);
        if (joined) metrics.RefreshJoined();
        var result = await running.WaitAsync(context.RequestAborted);
        if (!joined && result.Tokens is null)
            await options.Events.OnRefreshFailed(new WristbandRefreshFailedContext(context, user, result.Reason, result.IsDead));
        return result;
    }

    private async Task<RefreshResult> RunAsync(string key, SessionTicket ticket, ClaimsPrincipal user)
    {
        using var activity = WristbandMetrics.Refreshing();
        var result = await shared.RefreshAsync(ticket, user);
        if (result.Tokens is not null)
        {
            metrics.Refreshed();
            return result;
        }

        metrics.RefreshFailed(result.Reason);
        if (result.IsDead)
        {
            if (result.Reason != SharedRefresh.LoggedOut) Log.Dead(logger, result.Reason);
            return result;
        }
        var pause = PauseAfterFailure(key, result.RetryAfter);
        Log.Failed(logger, result.Reason, pause.TotalSeconds);
        return RefreshResult.Failed(result.Reason, pause);
    }

    private TimeSpan PauseAfterFailure(string key, TimeSpan? platformsWish)
    {
        var failures = _backOffs.TryGet(key, out var earlier) ? earlier.Failures : 0;
        var ours = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestBackOff.TotalSeconds));
        var pause = platformsWish > ours ? Min(platformsWish.Value, BackOffMemory) : ours;
        _backOffs.Set(key, new BackOff(Math.Min(failures + 1, 10), clock.GetUtcNow() + pause), BackOffMemory + pause);
        return pause;
    }

    /// <summary>No token is ever a key: a hash does, and it holds the client so that configurations never share results.</summary>
    private string KeyOf(string refreshToken) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.ClientId}\n{refreshToken}")));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Warning, "WB1302 An access token could not be refreshed ({Reason}); next attempt in {Pause} s at the "
            + "earliest. The session goes on while its token lives.", EventName = "RefreshFailed")]
        public static partial void Failed(ILogger logger, string reason, double pause);

        [LoggerMessage(1303, LogLevel.Information, "WB1303 The platform ended a session's grant ({Reason}); the user has to sign in again.",
            EventName = "GrantDead")]
        public static partial void Dead(ILogger logger, string reason);
    }
}
