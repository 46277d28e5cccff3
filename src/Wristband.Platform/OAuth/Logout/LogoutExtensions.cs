using Wristband.Platform.Http;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Registers the end of a single sign-on session: the address for applications, and the page for people.</summary>
internal static class LogoutExtensions
{
    public const string Path = "/api/v1/logout";

    public static WebApplicationBuilder AddLogout(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<SessionEnd>();
        builder.Services.AddScoped<LogoutTargets>();
        return builder;
    }

    public static WebApplication MapLogout(this WebApplication app)
    {
        app.MapGet(Path, LogoutEndpoint.AnswerAsync).WithMetadata(new OnHostAttribute(HostKind.Tenant));
        return app;
    }
}
