using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>The keys of an application, for whoever may see or change them.</summary>
internal sealed class ManagedKeys(PlatformDbContext database, TimeProvider time)
{
    private const string Permission = "signing-key:read";

    /// <summary>What is in the way of using this permission on the keys of this application; null when nothing is.</summary>
    public static Refusal? Refuse(Caller caller, string permission, string applicationId)
    {
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        return applicationId == caller.Application.Id && caller.Permissions.ReachOf(permission).IsApplication
            ? null
            : Refusal.Missing("application", applicationId);
    }

    public async Task<Outcome<IReadOnlyList<(SigningKey Key, KeyPosition Position)>>> ListAsync(
        Caller caller, string applicationId, CancellationToken cancellationToken)
    {
        if (Refuse(caller, Permission, applicationId) is { } refusal) return refusal;
        var keys = await database.SigningKeys.AsNoTracking().Where(k => k.ApplicationId == applicationId).ToListAsync(cancellationToken);
        return Outcome.Of(KeyPositions.Of(keys, time.GetUtcNow()));
    }
}
