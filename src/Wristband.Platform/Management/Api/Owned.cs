using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Management.Api;

/// <summary>Owners that stand in addresses: /applications/{id}/roles, /tenants/{id}/roles.</summary>
internal static class Owned
{
    /// <summary>Why the caller does not get what this application owns; null when they do.</summary>
    public static Refusal? CheckApplication(Caller caller, string permission, string id) =>
        id == caller.Application.Id && caller.Permissions.ReachOf(permission).IsApplication ? null : Refusal.Missing("application", id);

    /// <summary>Why the caller does not get what this tenant owns; null when they do.</summary>
    public static async Task<Refusal?> CheckTenantAsync(
        PlatformDbContext database, Caller caller, string permission, string id, CancellationToken cancellationToken)
    {
        var applicationId = caller.Application.Id;
        return caller.Permissions.ReachOf(permission).Covers(id)
            && await database.Tenants.AnyAsync(t => t.Id == id && t.ApplicationId == applicationId, cancellationToken)
                ? null
                : Refusal.Missing("tenant", id);
    }

    /// <summary>Whether a flag such as include_application_roles is set.</summary>
    public static bool IsSet(this IQueryCollection query, string flag) =>
        string.Equals(query[flag], "true", StringComparison.OrdinalIgnoreCase);
}
