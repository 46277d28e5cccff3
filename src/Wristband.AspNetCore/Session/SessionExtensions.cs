using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Session;

/// <summary>The session: its cookie, its rules and its endpoint.</summary>
internal static class SessionExtensions
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSingleton<SessionLedger>()
        .AddSingleton<SessionRegister>()
        .AddSingleton<OpenCircuits>()
        .AddSingleton<PlatformLogouts>()
        .AddSingleton<SessionCookies>()
        .AddSingleton<CsrfGuard>()
        .AddSingleton<SessionGate>()
        .AddSingleton<SessionChallenge>()
        .AddSingleton<LoginStateCookies>()
        .AddSingleton<SessionEndpoint>();
}
