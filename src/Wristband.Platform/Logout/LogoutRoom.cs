using Wristband.Platform.Web;

namespace Wristband.Platform.Logout;

/// <summary>Maps the end of a single sign-on session.</summary>
internal static class LogoutRoom
{
    public const string Path = "/api/v1/logout";

    public static WebApplication MapLogout(this WebApplication app)
    {
        app.MapGet(Path, LogoutEndpoint.AnswerAsync).WithMetadata(new OnHostAttribute(HostKind.Tenant));
        return app;
    }
}
