using Wristband.Platform.Http;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Registers the end of a single sign-on session: the address for applications, and the page for people.</summary>
internal static class LogoutExtensions
{
    public static WebApplicationBuilder AddLogout(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<LogoutTargets>();
        builder.Services.AddScoped<IdTokenHints>();
        return builder;
    }

    public static WebApplication MapLogout(this WebApplication app)
    {
        app.MapGet(OAuthPaths.Logout, LogoutEndpoint.AnswerAsync).WithMetadata(new OnHostAttribute(HostKind.Tenant));
        app.MapGet(OAuthPaths.Logout, LogoutEndpoint.AnswerAtApplicationAsync).WithMetadata(new OnHostAttribute(HostKind.Application));
        return app;
    }
}
