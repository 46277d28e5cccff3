using System.Security.Claims;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Leads from a user to the session behind it, for code that has no request: it travels in memory with the identity and is never written
/// anywhere. It has no public member, so that a dump of the user shows no token (S-42).
/// </summary>
internal sealed class SessionHandle
{
    private SessionHandle(SchemeNames names, SessionTicket ticket, ClaimsPrincipal user) => (Names, Ticket, User) = (names, ticket, user);

    internal SchemeNames Names { get; }

    internal SessionTicket Ticket { get; }

    internal ClaimsPrincipal User { get; }

    internal static SessionHandle Attach(ClaimsPrincipal user, SchemeNames names, SessionTicket ticket)
    {
        var handle = new SessionHandle(names, ticket, user);
        foreach (var identity in user.Identities)
        {
            if (identity.AuthenticationType == names.Session) identity.BootstrapContext = handle;
        }
        return handle;
    }

    internal static SessionHandle? Of(ClaimsPrincipal user) =>
        user.Identities.Select(i => i.IsAuthenticated ? i.BootstrapContext : null).OfType<SessionHandle>().FirstOrDefault();
}
