using Wristband.Platform.Audit;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Ends a single sign-on session because its owner asked for it, and writes that down.</summary>
internal sealed class SessionEnd(SsoSessions sessions, AuditLog audit)
{
    public Task EndAsync(Caller caller, SignedIn signedIn, string? clientId, CancellationToken cancellationToken)
    {
        audit.Add(caller, "logout", signedIn.User.Id, clientId);
        return sessions.EndAsync(caller, cancellationToken);
    }
}
