using Wristband.Platform.Sessions.Ending;

namespace Wristband.Platform.Sessions;

/// <summary>Registers single sign-on sessions, the requests that lead to them and where they end.</summary>
internal static class SessionsExtensions
{
    public static WebApplicationBuilder AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SessionOptions>().BindConfiguration("Platform:Sessions").ValidateOnStart();
        builder.Services.AddScoped<LogoutNotices>();
        builder.Services.AddScoped<SsoSessions>();
        builder.Services.AddScoped<LiveSessions>();
        builder.Services.AddScoped<SessionStart>();
        builder.Services.AddScoped<SessionEnd>();
        builder.Services.AddSingleton<LoginMetrics>();
        builder.Services.AddScoped<SignIn>();
        builder.Services.AddScoped<WaitingRequests>();
        builder.Services.AddScoped<Continuation>();
        return builder;
    }
}
