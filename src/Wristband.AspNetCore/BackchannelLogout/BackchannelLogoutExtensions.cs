using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.BackchannelLogout;

/// <summary>The endpoint at which the platform ends sessions.</summary>
internal static class BackchannelLogoutExtensions
{
    public static IServiceCollection AddBackchannelLogout(this IServiceCollection services) => services
        .AddSingleton<LogoutTokenCheck>()
        .AddSingleton<BackchannelLogoutEndpoint>();
}
