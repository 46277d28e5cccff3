using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Login;

/// <summary>The login endpoint.</summary>
internal static class LoginExtensions
{
    public static IServiceCollection AddLogin(this IServiceCollection services) => services
        .AddSingleton<CustomState>()
        .AddSingleton<AuthorizationRequest>()
        .AddSingleton<LoginEndpoint>();
}
