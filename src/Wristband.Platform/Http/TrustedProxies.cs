using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Http;

/// <summary>The "Platform:Proxies" section: whose word about the sender's address is taken.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Addresses of proxies in front of the platform.</summary>
    public List<string> KnownProxies { get; set; } = [];

    /// <summary>Networks of such proxies, as 10.0.0.0/8.</summary>
    public List<string> KnownNetworks { get; set; } = [];

    public bool AreReadable() => KnownProxies.All(text => IPAddress.TryParse(text, out _))
        && KnownNetworks.All(text => System.Net.IPNetwork.TryParse(text, out _));
}

/// <summary>
/// Takes the sender's address from X-Forwarded-For, past all configured proxies in a row and no further (G-10). Scheme and host
/// are never taken from a header: they follow from the Host and Platform:PublicOrigins.
/// </summary>
internal static partial class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services) =>
        services.AddOptions<ProxyOptions>().BindConfiguration("Platform:Proxies")
            .Validate(options => options.AreReadable(),
                "WB2130: Platform:Proxies cannot be read. Write addresses as 10.0.0.7 and networks as 10.0.0.0/8.")
            .ValidateOnStart();

    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.KnownProxies) options.KnownProxies.Add(IPAddress.Parse(proxy));
        foreach (var network in proxies.KnownNetworks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        if (options.KnownProxies.Count + options.KnownIPNetworks.Count > 0) app.UseForwardedHeaders(options);

        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(TrustedProxies));
        var isTold = 0;
        app.Use((context, next) =>
        {
            // The framework moves what it took to another header: what is left came from somebody who is not believed.
            var headers = context.Request.Headers;
            if (headers.ContainsKey(options.ForwardedForHeaderName) && !headers.ContainsKey(options.OriginalForHeaderName)
                && Interlocked.Exchange(ref isTold, 1) == 0)
            {
                Log.NotBelieved(logger, context.Connection.RemoteIpAddress);
            }
            return next(context);
        });
        return app;
    }

    private static partial class Log
    {
        [LoggerMessage(
            2034, LogLevel.Warning, "WB2034: {Address} sends X-Forwarded-For and is not a known proxy, so everybody behind it counts as "
            + "one sender for the limits. If it is your proxy, name it in Platform:Proxies:KnownProxies or KnownNetworks.",
            EventName = "ForwardedHeaderNotBelieved")]
        public static partial void NotBelieved(ILogger logger, IPAddress? address);
    }
}
