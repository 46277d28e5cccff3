namespace Wristband.Platform.Sessions;

/// <summary>Registers single sign-on sessions and the transactions that lead to them.</summary>
internal static class SessionsRoom
{
    public static WebApplicationBuilder AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SessionOptions>().BindConfiguration("Platform:Sessions");
        builder.Services.AddScoped<SsoSessions>();
        builder.Services.AddSingleton<LoginTransactions>();
        return builder;
    }
}
