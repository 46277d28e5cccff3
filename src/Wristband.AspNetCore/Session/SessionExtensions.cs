using Microsoft.Extensions.DependencyInjection;
using Wristband.AspNetCore.Session.Csrf;

namespace Wristband.AspNetCore.Session;

/// <summary>The session: its cookie, its rules, its tokens and its endpoints.</summary>
internal static class SessionExtensions
{
    public static IServiceCollection AddSessions(this IServiceCollection services) => services
        .AddSingleton<SessionStore>()
        .AddSingleton<LiveSessions>()
        .AddSingleton<PlatformLogouts>()
        .AddSingleton<SessionCookies>()
        .AddSingleton<SessionCookieEvents>()
        .AddSingleton<SessionCookieOptions>()
        .AddSingleton<CsrfGuard>()
        .AddSingleton<SessionValidation>()
        .AddSingleton<SessionRefresh>()
        .AddSingleton<SessionChallenge>()
        .AddSingleton<KeptReturnUrls>()
        .AddSingleton<LoginStateCookies>()
        .AddSingleton<SessionEndpoint>()
        .AddSingleton<TokenEndpoint>();
}
