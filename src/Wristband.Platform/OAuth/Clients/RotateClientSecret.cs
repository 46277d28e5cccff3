using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;
using Wristband.Platform.Security;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>
/// Gives a client a new secret. The one before goes on working as the second one, until it is deleted or pushed out by the next. A machine
/// may do so for itself.
/// </summary>
internal sealed class RotateClientSecret(
    PlatformDbContext database, GrantedPermissions granted, AuditLog audit, TimeProvider time)
{
    public const string Permission = "client:rotate-secret";

    public async Task<Outcome<ClientWithSecret>> RunAsync(
        Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Permission)) return Refusal.Forbidden;
        if (await ManagedClients.FindAsync(database, caller, Permission, id, cancellationToken) is not { } client)
            return Refusal.Missing("client", id);
        if (!expected.Allows(client.Version)) return Refusal.Changed;
        if (client.Type == ClientType.Native) return Refusal.Invalid("A native client has no secret");
        // Who has the secret can do what the machine may do: that must not be more than one's own (P-48).
        if (!ManagedClients.IsCaller(caller, id)
            && !GrantLimit.Allows(caller, await granted.OfClientAsync(client, cancellationToken), client.OwnerTenantId))
            return GrantLimit.Exceeded;

        var secret = SecretToken.New();
        client.SecretHashes = [.. client.SecretHashes.TakeLast(1), SecretToken.Hash(secret)];
        client.UpdatedAt = time.GetUtcNow();
        client.Touch();
        audit.Changed(
            caller, "client.secret_rotated", new AuditSubject("client", client.Id, client.OwnerTenantId), before: null, after: null);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? new ClientWithSecret(client, secret) : Refusal.Changed;
    }
}
