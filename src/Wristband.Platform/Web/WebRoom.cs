using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Web;

/// <summary>Registers what every room relies on: options, time, routing by host kind, health.</summary>
internal static class WebRoom
{
    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        services.AddOptions<PlatformOptions>().BindConfiguration(PlatformOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PlatformOptions>, ValidatePlatformOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MatcherPolicy, HostKindMatcherPolicy>();
        services.AddHealthChecks();
        return builder;
    }

    public static WebApplication UseWeb(this WebApplication app)
    {
        // Probes ask by address, not by name: they are answered before the host is resolved.
        app.UseHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.UseHealthChecks("/health/ready");
        return app;
    }
}
