using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Startup;

/// <summary>
/// Looks at the finished application once, after its middleware and endpoints are known and before the server listens. Everything that
/// is found is logged; what is unsafe stops the start.
/// </summary>
internal sealed partial class StartupAudit(
    EndpointAudit endpoints, HostAudit host, Mappings mappings, IEnumerable<SchemeNames> configurations, IHostEnvironment environment,
    ILogger<StartupAudit> logger) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        // Now, before the framework adds what the application left out.
        var called = mappings.Application is { } own ? MiddlewareOrder.Called(own) : null;
        next(application);
        var services = application.ApplicationServices;
        if (!configurations.Any(n => services.GetRequiredKeyedService<WristbandOptions>(n.Name).StartupAudit)) return;

        var all = services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToArray();
        // Without endpoints there is nothing to protect, and the framework adds no routing.
        if (all.Length == 0) return;
        Conclude([
            .. called is null ? MiddlewareOrder.Missing(application) : MiddlewareOrder.Problems(called),
            .. endpoints.Problems(all),
            .. host.Problems(),
        ]);
    };

    private void Conclude(IReadOnlyCollection<Finding> findings)
    {
        foreach (var finding in findings)
        {
            if (finding.Severity == Severity.Advice) Log.Advice(logger, finding.Text);
            else Log.Problem(logger, finding.Text);
        }
        var least = environment.IsDevelopment() ? Severity.Broken : Severity.Unsafe;
        var refused = findings.Where(f => f.Severity >= least).ToArray();
        if (refused.Length > 0) throw new InvalidOperationException(string.Join(Environment.NewLine, refused.Select(f => f.Text)));
    }

    private static partial class Log
    {
        [LoggerMessage(1039, LogLevel.Warning, "{Finding}", EventName = "StartupAdvice")]
        public static partial void Advice(ILogger logger, string finding);

        [LoggerMessage(1040, LogLevel.Error, "{Finding}", EventName = "StartupProblem")]
        public static partial void Problem(ILogger logger, string finding);
    }
}
