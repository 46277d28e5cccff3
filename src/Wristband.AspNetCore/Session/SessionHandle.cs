using System.Security.Claims;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Session;

/// <summary>
/// Leads from a user to the session behind it, for code that has no request: it travels in memory with the identity and is never written
/// anywhere. It has no public member, so that a dump of the user shows no token (S-42).
/// </summary>
internal sealed class SessionHandle
{
    private SessionHandle(SchemeNames names, SessionTicket ticket) => (Names, Ticket) = (names, ticket);

    internal SchemeNames Names { get; }

    internal SessionTicket Ticket { get; }

    internal static void Attach(ClaimsPrincipal user, SchemeNames names, SessionTicket ticket)
    {
        foreach (var identity in user.Identities)
        {
            if (identity.AuthenticationType == names.Session) identity.BootstrapContext = new SessionHandle(names, ticket);
        }
    }

    internal static SessionHandle? Of(ClaimsPrincipal user) =>
        user.Identities.Select(i => i.IsAuthenticated ? i.BootstrapContext : null).OfType<SessionHandle>().FirstOrDefault();
}
