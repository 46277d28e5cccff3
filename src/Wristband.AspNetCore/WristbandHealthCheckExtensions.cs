using Microsoft.Extensions.Diagnostics.HealthChecks;
using Wristband.AspNetCore.Health;
using Wristband.AspNetCore.Web;

// The framework's own place for Add methods, so that no using is needed.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Tells load balancers and operators whether this replica can serve sessions and logins.</summary>
public static class WristbandHealthCheckExtensions
{
    /// <summary>
    /// Adds the health check <c>wristband</c>, tagged <c>ready</c>. Healthy: the settings are known and the session keys work. Degraded:
    /// the platform does not answer. Unhealthy: the session keys do not work, or are not those of the replicas that were here before; the
    /// latter needs an <see cref="Caching.Distributed.IDistributedCache"/> that all replicas share.
    /// </summary>
    /// <param name="builder">The application's health checks.</param>
    /// <param name="name">The configuration's name; empty for the default one. The check of a named one is called
    /// <c>wristband-partners</c>.</param>
    public static IHealthChecksBuilder AddWristband(this IHealthChecksBuilder builder, string name = "") =>
        builder.Add(new HealthCheckRegistration(
        name.Length == 0 ? "wristband" : "wristband-" + name,
        p => p.GetRequiredKeyedService<SchemeServices>(name).GetRequiredService<Readiness>(), HealthStatus.Unhealthy, ["ready"]));
}
