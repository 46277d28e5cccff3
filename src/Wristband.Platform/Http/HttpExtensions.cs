using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Http;

/// <summary>Registers what every page and endpoint relies on: options, time, pages, health, an orderly stop.</summary>
internal static class HttpExtensions
{
    public static WebApplicationBuilder AddHttp(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddServerLimits();
        services.AddOptions<PlatformOptions>().BindConfiguration(PlatformOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PlatformOptions>, ValidatePlatformOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MatcherPolicy, HostKindMatcherPolicy>();
        services.AddSingleton<MatcherPolicy, PageMethods>();
        services.AddCors();
        services.AddSingleton<ICorsPolicyProvider, CrossOrigin>();
        services.AddTrustedProxies();
        services.AddHttpContextAccessor();
        services.AddLanguages();
        services.AddRazorPages().WithRazorPagesAtContentRoot().AddViewLocalization();
        services.AddSingleton<Shutdown>();
        services.AddHostedService(p => p.GetRequiredService<Shutdown>());
        // The host asks for this while it is built. To ask for our options here would check them alone, before all others.
        services.AddOptions<HostOptions>().Configure<IConfiguration>((host, configuration) =>
            host.ShutdownTimeout = Shutdown.NoticeIn(configuration) + Shutdown.ForRequestsUnderWay);
        services.AddHealthChecks().AddCheck<Shutdown>("shutdown");
        services.AddSingleton<ReadinessLog>();
        // It would write a line for each probe; ours writes one for each change.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        return builder;
    }

    /// <summary>The probes. They ask by address, not by name, so they are answered before the host is resolved.</summary>
    public static WebApplication UseHealth(this WebApplication app)
    {
        app.Use(OnlyReadProbesAsync);
        app.UseHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.UseHealthChecks(
            "/health/ready", new HealthCheckOptions { ResponseWriter = app.Services.GetRequiredService<ReadinessLog>().WriteAsync });
        return app;
    }

    /// <summary>Styles and scripts, for any host: a page that says that nothing is here has its look, too.</summary>
    public static WebApplication UseAssets(this WebApplication app)
    {
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => KeepLong(file.Context) });
        return app;
    }

    /// <summary>Pages; after the host is resolved, because routing asks for its kind.</summary>
    public static WebApplication UsePages(this WebApplication app)
    {
        app.UseRouting();
        app.UseCors();
        app.MapRazorPages();
        return app;
    }

    // The framework's probes answer every method.
    private static Task OnlyReadProbesAsync(HttpContext context, RequestDelegate next)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead || !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)) return next(context);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    // Addresses with a version change when the file does.
    private static void KeepLong(HttpContext context) => context.Response.Headers.CacheControl =
        context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=300";

    private static void AddServerLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.Limits;
            limits.MaxRequestHeadersTotalSize = 32 * 1024;
            limits.MaxRequestLineSize = 8 * 1024;
            limits.MaxRequestHeaderCount = 100;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            // Longer than balancers keep theirs (60 to 75 seconds): whoever closes first loses the other's request.
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
            limits.MaxRequestBodySize = 64 * 1024;
            limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            limits.MaxConcurrentConnections = 5000;
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            form.ValueCountLimit = 64;
            form.KeyLengthLimit = 64;
            form.ValueLengthLimit = 8 * 1024;
            form.MultipartBodyLengthLimit = 64 * 1024;
        });
    }
}
