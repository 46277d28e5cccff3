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

    public bool AreReadable() => KnownProxies.All(text => IPAddress.TryParse(text, out _)) && KnownNetworks.All(text => System.Net.IPNetwork.TryParse(text, out _));
}

/// <summary>
/// Takes the sender's address from X-Forwarded-For, one hop, and only when a configured proxy says so (G-10). Scheme and host
/// are never taken from a header: they follow from the Host and Platform:PublicOrigins.
/// </summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services) =>
        services.AddOptions<ProxyOptions>().BindConfiguration("Platform:Proxies")
            .Validate(options => options.AreReadable(), "WB2130: Platform:Proxies cannot be read. Write addresses as 10.0.0.7 and networks as 10.0.0.0/8.")
            .ValidateOnStart();

    public static WebApplication UseTrustedProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value;
        if (proxies.KnownProxies.Count == 0 && proxies.KnownNetworks.Count == 0) return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies.KnownProxies) options.KnownProxies.Add(IPAddress.Parse(proxy));
        foreach (var network in proxies.KnownNetworks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        app.UseForwardedHeaders(options);
        return app;
    }
}
