using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Clients;

/// <summary>Removes a client. What it was given, it cannot use any more: its tokens find no client.</summary>
internal sealed class DeleteClient(PlatformDbContext database, AuditLog audit)
{
    private const string Permission = "client:delete";

    /// <summary>Null when it is gone.</summary>
    public async Task<Refusal?> RunAsync(Caller caller, string id, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Permission)) return Refusal.Forbidden;
        if (await ManagedClients.FindAsync(database, caller, Permission, id, cancellationToken) is not { } client)
            return Refusal.Missing("client", id);
        if (!expected.Allows(client.Version)) return Refusal.Changed;
        audit.Changed(
            caller, "client.deleted", new AuditSubject("client", client.Id, client.OwnerTenantId), ClientSettings.Of(client), after: null);
        database.OAuthClients.Remove(client);
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? null : Refusal.Changed;
    }
}
