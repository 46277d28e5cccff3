using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Roles;

/// <summary>Gives roles to a machine, beside those that it has.</summary>
internal sealed class AssignRolesToClient(PlatformDbContext database, RoleChoice choice, AuditLog audit)
{
    private const string Needed = "role:manage-assignments";

    public async Task<Outcome<Assigned<Role>>> RunAsync(
        Caller caller, string clientId, IReadOnlyList<string>? roleIds, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Needed)) return Refusal.Forbidden;
        if (IdList.Check("roleIds", roleIds) is { } refusal) return refusal;
        if (await FindAsync(database, caller, Needed, clientId, cancellationToken) is not { } client)
            return Refusal.Missing("client", clientId);
        // Whoever signs people in acts for them, never for itself.
        if (client.Type != ClientType.MachineToMachine) return Refusal.Invalid("Only a client of type MACHINE_TO_MACHINE has roles.");
        var chosen = await choice.ReadAsync(
            caller, choice.For(client.ApplicationId, client.OwnerTenantId), Of(client), roleIds!, cancellationToken);
        var there = await database.ClientRoles.Where(r => r.ClientId == clientId).Select(r => r.RoleId).ToListAsync(cancellationToken);
        var added = chosen.Items.Where(role => !there.Contains(role.Id)).ToList();
        if (added.Count == 0) return chosen;
        database.AddRange(added.Select(role => new ClientRole
        {
            ClientId = clientId,
            RoleId = role.Id,
            ApplicationId = client.ApplicationId,
            TenantId = client.OwnerTenantId,
        }));
        audit.Changed(caller, "client.roles_assigned", new AuditSubject("client", clientId, client.OwnerTenantId), before: null,
            new { Roles = added.Select(role => role.Name) });
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? chosen : Refusal.Changed;
    }

    public static Holder Of(OAuthClient client) =>
        client.OwnerTenantId is { } tenantId ? Holder.Machine(tenantId) : Holder.OfApplication;

    /// <summary>The client that this permission of the caller reaches.</summary>
    public static Task<OAuthClient?> FindAsync(
        PlatformDbContext database, Caller caller, string permission, string clientId, CancellationToken cancellationToken)
    {
        var applicationId = caller.Application.Id;
        return database.OAuthClients.AsNoTracking().Where(c => c.ApplicationId == applicationId && c.Id == clientId)
            .Within(caller.Permissions.ReachOf(permission), c => c.OwnerTenantId).SingleOrDefaultAsync(cancellationToken);
    }
}
