using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Logout;

/// <summary>The logout endpoint.</summary>
internal static class LogoutExtensions
{
    public static IServiceCollection AddLogout(this IServiceCollection services) => services
        .AddSingleton<LogoutIntent>()
        .AddSingleton<SessionEnd>()
        .AddSingleton<LogoutTarget>()
        .AddSingleton<LogoutEndpoint>();
}
