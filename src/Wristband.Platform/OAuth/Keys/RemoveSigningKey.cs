using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// For the emergency that somebody else has a key: it is gone at once, and nothing that it signed counts any more, not even as a hint. When
/// it was the one that signs, the next one takes over on the spot, or a new one that nobody has seen yet.
/// </summary>
internal sealed class RemoveSigningKey(PlatformDbContext database, SigningKeys keys, AuditLog audit, TimeProvider time)
{
    private const string Permission = "signing-key:delete";

    /// <summary>Null when it is gone.</summary>
    public async Task<Refusal?> RunAsync(Caller caller, string applicationId, string keyId, CancellationToken cancellationToken)
    {
        if (ManagedKeys.Refuse(caller, Permission, applicationId) is { } refusal) return refusal;
        if (!await database.SigningKeys.AnyAsync(k => k.Id == keyId && k.ApplicationId == applicationId, cancellationToken))
            return Refusal.Missing("signing key", keyId);
        var algorithm = await database.Applications.Where(a => a.Id == applicationId).Select(a => a.SigningAlgorithm)
            .SingleAsync(cancellationToken);
        var spare = keys.NewPrivateKey(algorithm);

        await using var transaction = await SigningKeys.BeginAsync(database, applicationId, cancellationToken);
        var now = time.GetUtcNow();
        var stored = await database.SigningKeys.Where(k => k.ApplicationId == applicationId && k.PublishedUntil > now)
            .OrderBy(k => k.SignsFrom).ToListAsync(cancellationToken);
        // Somebody else may have removed it meanwhile.
        if (stored.Find(k => k.Id == keyId) is not { } removed) return Refusal.Missing("signing key", keyId);
        database.SigningKeys.Remove(removed);
        stored.Remove(removed);
        if (!stored.Exists(k => k.SignsFrom <= now && now < k.SignsUntil))
        {
            var publishedAfter = await SigningKeys.PublishedAfterAsync(database, applicationId, cancellationToken);
            if (stored.Find(k => k.SignsFrom > now && k.Algorithm == algorithm) is { } next) next.SignsFrom = now;
            else database.SigningKeys.Add(NewKeys.Of(applicationId, algorithm, spare, now, now, publishedAfter));
        }
        audit.Changed(caller, "signing_key.removed", new AuditSubject("signing key", keyId), before: null, after: null);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }
}
