using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.Logout;

/// <summary>Ends a single sign-on session because its owner asked for it, with everything that hangs on it, and writes that down.</summary>
internal sealed class SessionEnd(SsoSessions sessions, PlatformDbContext database, AuditLog audit, TimeProvider time)
{
    public async Task EndAsync(Caller caller, SignedIn signedIn, string? clientId, CancellationToken cancellationToken)
    {
        audit.Add(caller, "logout", signedIn.User.Id, clientId);
        await RevokeAsync(signedIn.Session, cancellationToken);
        await sessions.EndAsync(caller, cancellationToken);
    }

    // Codes, refresh tokens and user info follow their family. An app on a device that asked for offline access goes on: it was meant to
    // outlive the browser's session, and ends with all sessions of the person.
    private async Task RevokeAsync(AuthSession session, CancellationToken cancellationToken)
    {
        var families = await (
            from family in database.TokenFamilies
            join client in database.OAuthClients on family.ClientId equals client.Id
            where family.TenantId == session.TenantId && family.SessionId == session.Id && family.RevokedAt == null
            select new { Family = family, IsNative = client.Type == ClientType.Native }).ToListAsync(cancellationToken);
        foreach (var found in families)
        {
            var isOffline = found.IsNative && Scopes.Split(found.Family.Scope).Contains(OpenIddictConstants.Scopes.OfflineAccess);
            if (!isOffline) found.Family.RevokedAt = time.GetUtcNow();
        }
    }
}
