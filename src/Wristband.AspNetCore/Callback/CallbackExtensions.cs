using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Callback;

/// <summary>The callback endpoint, and the one redemption of each code.</summary>
internal static class CallbackExtensions
{
    public static IServiceCollection AddCallback(this IServiceCollection services) => services
        .AddSingleton<IdTokenCheck>()
        .AddSingleton<Redemption>()
        .AddSingleton<Uses>()
        .AddSingleton<Redemptions>()
        .AddSingleton<LoginCompletion>()
        .AddSingleton<CallbackEndpoint>();
}
