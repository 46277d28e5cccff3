using Wristband.Platform.Background;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.BackchannelLogout;

/// <summary>Registers what tells clients of ended sessions.</summary>
internal static class BackchannelLogoutExtensions
{
    public static void AddBackchannelLogout(this IServiceCollection services)
    {
        services.AddSingleton<LogoutTokens>();
        services.AddSingleton<Signal<LogoutNotice>>();
        services.AddSingleton(
            new WatchedQueue(LogoutDelivery.Name, database => database.LogoutNotices.Select(n => n.CreatedAt)));
        services.AddSingleton<LogoutDelivery>();
        services.AddHostedService(provider => provider.GetRequiredService<LogoutDelivery>());
        services.AddHttpClient(LogoutDelivery.ClientName, client => client.Timeout = TimeSpan.FromSeconds(5))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxResponseHeadersLength = 16,
            })
            // The logger would write the URI, and that of a tenant's own domain names the tenant.
            .RemoveAllLoggers();
    }
}
