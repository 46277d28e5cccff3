using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>Ends a rotation: only the newest secret works from now on. Without a second one there is nothing to do.</summary>
internal sealed class DeleteSecondarySecret(PlatformDbContext database, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<OAuthClient>> RunAsync(
        Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        const string permission = RotateClientSecret.Permission;
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        if (await ManagedClients.FindAsync(database, caller, permission, id, cancellationToken) is not { } client)
            return Refusal.Missing("client", id);
        if (!expected.Allows(client.Version)) return Refusal.Changed;
        if (client.SecretHashes.Count < 2) return client;
        client.SecretHashes = [.. client.SecretHashes.TakeLast(1)];
        client.UpdatedAt = time.GetUtcNow();
        client.Touch();
        audit.Changed(
            caller, "client.secondary_secret_deleted", new AuditSubject("client", client.Id, client.OwnerTenantId), before: null,
            after: null);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? client : Refusal.Changed;
    }
}
