using System.Diagnostics.Metrics;
using Wristband.Platform.Telemetry;

namespace Wristband.Platform.Sessions;

/// <summary>Counts sign-ins: how somebody wanted to prove who they are, and what came of it.</summary>
internal sealed class LoginMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _logins = meters.PlatformMeter().CreateCounter<long>(
        "wristband.platform.logins", "{login}", "Sign-ins by method and result: succeeded, unverified, refused, wait, needs_reset.");

    public void SignedIn(string method) => Count(method, "succeeded");

    /// <summary>Proved, and the address has yet to be confirmed.</summary>
    public void Unverified(string method) => Count(method, "unverified");

    public void Failed(string method, string result) => Count(method, result);

    private void Count(string method, string result) =>
        _logins.Add(1, PlatformTelemetry.Tag("method", method), PlatformTelemetry.Tag("result", result));
}
