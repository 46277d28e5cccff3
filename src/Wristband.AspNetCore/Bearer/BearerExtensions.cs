using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Bearer;

/// <summary>Access tokens that callers send.</summary>
internal static class BearerExtensions
{
    public static IServiceCollection AddBearer(this IServiceCollection services) => services
        .AddSingleton<BearerRequest>()
        .AddSingleton<AllowedClients>()
        .AddSingleton<BearerScheme>();
}
