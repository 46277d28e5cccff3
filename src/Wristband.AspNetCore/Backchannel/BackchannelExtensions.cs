using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Backchannel;

/// <summary>Calls to the platform.</summary>
internal static class BackchannelExtensions
{
    public static IServiceCollection AddBackchannel(this IServiceCollection services) => services
        .AddSingleton(p => PlatformAddress.From(p.GetRequiredService<WristbandOptions>(), p.GetRequiredService<IHostEnvironment>()))
        .AddSingleton<PlatformHttp>();

    /// <summary>
    /// The client behind <see cref="PlatformHttp"/>. It is the application's, so that an application can give it a handler.
    /// </summary>
    public static IServiceCollection AddBackchannelClient(this IServiceCollection services, SchemeNames names)
    {
        services.AddHttpClient(names.Backchannel)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // Its logger leaves headers out of the text alone: whoever keeps the parts of a line would get secrets and tokens.
            .RemoveAllLoggers();
        // First in line, so that an application's or a test's own handler wins whether it was registered before or after.
        return services.Configure<HttpClientFactoryOptions>(
            names.Backchannel, options =>
                options.HttpMessageHandlerBuilderActions.Insert(0, builder => builder.PrimaryHandler = Handler()));
    }

    private static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        MaxResponseHeadersLength = 32,
        Proxy = new LoopbackProxy(),
        ConnectCallback = LoopbackDialer.ConnectAsync,
    };
}
