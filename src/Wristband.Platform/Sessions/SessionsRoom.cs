namespace Wristband.Platform.Sessions;

/// <summary>Registers single sign-on sessions the transactions that lead to them, and where a journey goes on.</summary>
internal static class SessionsRoom
{
    public static WebApplicationBuilder AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<SessionOptions>().BindConfiguration("Platform:Sessions");
        builder.Services.AddScoped<SsoSessions>();
        builder.Services.AddScoped<Continuation>();
        builder.Services.AddSingleton<LoginTransactions>();
        return builder;
    }
}
