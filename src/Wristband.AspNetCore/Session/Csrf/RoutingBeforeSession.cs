using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session.Csrf;

/// <summary>
/// The last line behind the start-up audit: whether the session was looked at when its endpoint was already known. If not, no CSRF token
/// was asked for, and an unsafe request does not get through.
/// </summary>
internal static class RoutingBeforeSession
{
    public static bool Holds(AuthorizationHandlerContext context, SchemeNames names)
    {
        if (context.Resource is not HttpContext http || !(http.Request.IsUnsafe() || http.Request.IsWebSocketHandshake())) return true;
        if (!context.User.Identities.Any(i => i.AuthenticationType == names.Session)) return true;
        return RequestSession.Of(http, names) is { Ticket: null } or { KnewItsEndpoint: true };
    }
}
