using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Callback;

/// <summary>The callback endpoint, and the one redemption of each code.</summary>
internal static class CallbackExtensions
{
    public static IServiceCollection AddCallback(this IServiceCollection services) => services
        .AddSingleton<IdTokenCheck>()
        .AddSingleton<CodeExchange>()
        .AddSingleton<Redemption>()
        .AddSingleton<LoginCompletion>()
        .AddSingleton<CallbackAnswers>()
        .AddSingleton<CallbackEndpoint>();
}
