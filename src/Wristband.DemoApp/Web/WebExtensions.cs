using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Net.Http.Headers;

namespace Wristband.DemoApp.Web;

/// <summary>Pages, controllers, time and static files: an ordinary ASP.NET Core application.</summary>
internal static class WebExtensions
{
    private const string DevelopmentUrl = "http://localhost:6001";
    private const long LargestBody = 64 * 1024;
    private static readonly TimeSpan AYear = TimeSpan.FromDays(365);

    public static WebApplicationBuilder AddWeb(this WebApplicationBuilder builder)
    {
        // Not "Urls" in appsettings.Development.json: that would win over ASPNETCORE_URLS.
        var configuredElsewhere = builder.Configuration["urls"] is not null || builder.Configuration["http_ports"] is not null;
        if (builder.Environment.IsDevelopment() && !configuredElsewhere) builder.WebHost.UseUrls(DevelopmentUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section)
            .Validate(
                options => options.KnownProxies.All(proxy => IPAddress.TryParse(proxy, out _)),
                "Demo:KnownProxies must be IP addresses, such as 10.0.0.5.")
            .ValidateOnStart();
        services.AddSingleton<PlatformLinks>();
        services.AddHttpContextAccessor();
        services.AddTransient(provider => Visitor.From(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.User));
        // __WRISTBAND__ Ready means also: the platform's settings are known, and the session keys work.
        services.AddHealthChecks().AddWristband();
        // In front of everything, the check of host names too, which the framework puts there by itself.
        services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, ProbesByAddress>());
        services.AddLanguages();
        services.AddRazorPages().WithRazorPagesAtContentRoot().AddViewLocalization();
        services.AddControllers();
        services.AddHsts(hsts =>
        {
            hsts.MaxAge = 2 * AYear;
            hsts.IncludeSubDomains = true;
        });
        return builder;
    }

    /// <summary>For whoever starts and watches the process.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    /// <summary>
    /// Files of wwwroot. A page links to them with their hash (asp-append-version), so that browsers may keep those for good.
    /// </summary>
    public static void UseWebFiles(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file =>
        {
            var keeps = file.Context.Request.Query.ContainsKey("v");
            file.Context.Response.GetTypedHeaders().CacheControl = keeps
                ? new CacheControlHeaderValue { Public = true, MaxAge = AYear, Extensions = { new NameValueHeaderValue("immutable") } }
                : new CacheControlHeaderValue { NoCache = true };
        },
    });
}
