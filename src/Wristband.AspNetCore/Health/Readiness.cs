using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Health;

/// <summary>
/// Whether this replica can serve sessions and logins. Only what makes this very replica useless is unhealthy; a platform that is down is
/// not, because living sessions go on and another replica would not do better (D-20).
/// </summary>
internal sealed partial class Readiness(
    [FromKeyedServices] SettingsSource settings,
    [FromKeyedServices] KeyProbe keys,
    [FromKeyedServices] Replicas replicas,
    ApplicationServices application,
    TimeProvider time,
    ILogger<Readiness> logger) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private int _said;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (keys.Seal("self") is not { } probe || !keys.Opens(probe, "self"))
            return HealthCheckResult.Unhealthy("WB1602 What this replica seals it cannot open: its data-protection keys are not usable.");
        var data = new Dictionary<string, object> { ["keys"] = keys.Fingerprint() ?? "unknown" };
        if (Interlocked.Exchange(ref _said, 1) == 0) Log.Keys(logger, (string)data["keys"]);

        if (await OthersAsync(data, cancellationToken) is { } trouble) return trouble;
        var known = await settings.GetAsync(cancellationToken);
        return known is not null && !settings.IsUnreachable
            ? HealthCheckResult.Healthy("Settings are known and session keys work.", data)
            : HealthCheckResult.Degraded(
                known is null ? "WB1101 The platform's settings are not known yet; logins answer 503." : "WB1101 The platform's "
                    + "settings could not be renewed.",
                data: data);
    }

    private async Task<HealthCheckResult?> OthersAsync(Dictionary<string, object> data, CancellationToken cancellationToken)
    {
        if (application.Provider.GetService<IDistributedCache>() is not { } cache) return null;
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        ReplicaView view;
        try
        {
            view = await replicas.MeetAsync(cache, either.Token);
        }
        // Each cache has exceptions of its own; none of them says anything about this replica's keys.
#pragma warning disable CA1031
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            data["replicas"] = "unknown: " + e.GetType().Name;
            return null;
        }
        data["replicas"] = view.Seen;
        data["replicasUnreadable"] = view.UnreadableOlder + view.UnreadableYounger;
        if (view.UnreadableOlder + view.UnreadableYounger == 0) return null;
        Log.Unreadable(logger, view.UnreadableOlder + view.UnreadableYounger, view.Seen, (string)data["keys"]);
        const string Text = "WB1601 Replicas cannot read each other's cookies. Give all the same SessionSecrets or key ring.";
        // Who came last is the one to hold back; those who were here before go on serving.
        return view.UnreadableOlder > 0 ? HealthCheckResult.Unhealthy(Text, data: data) : HealthCheckResult.Degraded(Text, data: data);
    }

    private static partial class Log
    {
        [LoggerMessage(1600, LogLevel.Information, "Session keys of this replica: {Fingerprint}. Replicas that share sessions show "
            + "the same.",
            EventName = "SessionKeys")]
        public static partial void Keys(ILogger logger, string fingerprint);

        [LoggerMessage(1601, LogLevel.Error, "WB1601 {Unreadable} of {Seen} other replicas seal cookies with keys that this one "
            + "({Fingerprint}) does not have, so people lose their sessions when they change replicas. Give all the same "
            + "SessionSecrets or key "
            + "ring.", EventName = "ReplicasUnreadable")]
        public static partial void Unreadable(ILogger logger, int unreadable, int seen, string fingerprint);
    }
}
