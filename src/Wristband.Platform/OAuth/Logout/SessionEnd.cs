using Wristband.Platform.Audit;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Ends a single sign-on session because its owner asked for it, and writes that down.</summary>
internal sealed class SessionEnd(SsoSessions sessions, AuditLog audit)
{
    public Task EndAsync(HttpContext context, SignedIn signedIn, string? clientId, CancellationToken cancellationToken)
    {
        audit.Add(context, "logout", signedIn.User.Id, clientId);
        return sessions.EndAsync(context, cancellationToken);
    }
}
