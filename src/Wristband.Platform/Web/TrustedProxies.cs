using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Web;

/// <summary>The "Platform:Proxies" section: whose word about the sender's address is taken.</summary>
internal sealed class ProxyOptions
{
    /// <summary>Addresses of proxies in front of the platform.</summary>
    public List<string> KnownProxies { get; set; } = [];

    /// <summary>Networks of such proxies, as 10.0.0.0/8.</summary>
    public List<string> KnownNetworks { get; set; } = [];
}

/// <summary>
/// Takes the sender's address from X-Forwarded-For, one hop, and only when a configured proxy says so (G-10). Scheme and host
/// are never taken from a header: they follow from the Host and Platform:PublicOrigins.
/// </summary>
internal static class TrustedProxies
{
    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var proxies = app.Configuration.GetSection("Platform:Proxies").Get<ProxyOptions>() ?? new ProxyOptions();
        if (proxies.KnownProxies.Count == 0 && proxies.KnownNetworks.Count == 0) return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.KnownProxies)
            options.KnownProxies.Add(IPAddress.TryParse(proxy, out var parsed) ? parsed : throw Unreadable(proxy));
        foreach (var network in proxies.KnownNetworks)
            options.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(network, out var parsed) ? parsed : throw Unreadable(network));
        app.UseForwardedHeaders(options);
        return app;
    }

    private static OptionsValidationException Unreadable(string text) => new("Platform:Proxies", typeof(ProxyOptions),
        [$"WB2130: Platform:Proxies has '{text}'. Write addresses as 10.0.0.7 and networks as 10.0.0.0/8."]);
}
