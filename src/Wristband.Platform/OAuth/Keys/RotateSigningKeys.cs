using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// Every key moves one place on: the next one signs, the one that signed stays as long as its tokens live, and a new next one is published.
/// Nobody who checks tokens may meet a key that they could not have seen: a next key that has not been published for a day signs when it
/// has. After the first rotation there always is one that was.
/// </summary>
internal sealed class RotateSigningKeys(PlatformDbContext database, SigningKeys keys, AuditLog audit, TimeProvider time)
{
    private const string Permission = "signing-key:rotate";

    public async Task<Outcome<IReadOnlyList<(SigningKey Key, KeyPosition Position)>>> RunAsync(
        Caller caller, string applicationId, CancellationToken cancellationToken)
    {
        if (ManagedKeys.Refuse(caller, Permission, applicationId) is { } refusal) return refusal;
        // The key that signs, before anything was ever signed.
        await keys.EnsureAsync(applicationId, cancellationToken);
        var algorithm = await database.Applications.Where(a => a.Id == applicationId).Select(a => a.SigningAlgorithm)
            .SingleAsync(cancellationToken);
        string[] spare = [keys.NewPrivateKey(algorithm), keys.NewPrivateKey(algorithm)];

        await using var transaction = await SigningKeys.BeginAsync(database, applicationId, cancellationToken);
        var now = time.GetUtcNow();
        var stored = await database.SigningKeys.Where(k => k.ApplicationId == applicationId && k.PublishedUntil > now)
            .ToListAsync(cancellationToken);
        var publishedAfter = await SigningKeys.PublishedAfterAsync(database, applicationId, cancellationToken);
        var next = stored.Where(k => k.SignsFrom > now && k.Algorithm == algorithm).MinBy(k => k.SignsFrom);
        if (next is null) stored.Add(next = Add(applicationId, algorithm, spare[0], now + KeyLifetimes.PublishedBefore, publishedAfter));
        var takesOver = Latest(now, next.CreatedAt + KeyLifetimes.PublishedBefore);
        if (takesOver < next.SignsFrom) next.SignsFrom = takesOver;
        next.SignsUntil = next.SignsFrom + KeyLifetimes.Signs;
        next.PublishedUntil = next.SignsUntil + publishedAfter;
        foreach (var before in stored.Where(k => k != next && k.SignsFrom <= now && k.SignsUntil > next.SignsFrom))
        {
            before.SignsUntil = next.SignsFrom;
            before.PublishedUntil = next.SignsFrom + publishedAfter;
        }
        // The next one after it, so that it has been seen for long whenever it is wanted.
        if (!stored.Exists(k => k.SignsFrom > next.SignsFrom))
            stored.Add(Add(applicationId, algorithm, spare[1], next.SignsUntil, publishedAfter));

        audit.Changed(caller, "signing_key.rotated", new AuditSubject("application", applicationId), before: null, new
        {
            next.Id,
            next.SignsFrom,
        });
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return Outcome.Of(KeyPositions.Of(stored, now));
    }

    private SigningKey Add(
        string applicationId, SigningAlgorithm algorithm, string privateKey, DateTimeOffset signsFrom, TimeSpan publishedAfter)
    {
        var key = NewKeys.Of(applicationId, algorithm, privateKey, time.GetUtcNow(), signsFrom, publishedAfter);
        database.SigningKeys.Add(key);
        return key;
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
