using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Wristband.Platform.Applications;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// Every application signs with keys of its own (P-18). The first is made when it is first needed, the next ones by
/// <see cref="KeyRotation"/>. Private parts are encrypted at rest (P-58).
/// </summary>
internal sealed class SigningKeys(IServiceScopeFactory scopes, IDataProtectionProvider protection, TimeProvider time)
    : IRowCache, IDisposable
{
    // A key is published a day before it signs, so a replica that looks every five minutes never meets an unknown one.
    private static readonly TimeSpan ReadEvery = TimeSpan.FromMinutes(5);
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.Platform.SigningKey.v1");
    private readonly ConcurrentDictionary<string, (KeySet Keys, int Version)> _sets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SecurityKey> _keys = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private int _version;

    public async ValueTask<KeySet> GetAsync(string applicationId, CancellationToken cancellationToken)
    {
        if (Known(applicationId) is { } known) return known;

        // The requests that arrive with the first one wait for its key instead of making their own.
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Known(applicationId) is { } readMeanwhile) return readMeanwhile;
            var version = Volatile.Read(ref _version);
            var keys = KeySet.Of(await EnsureAsync(applicationId, cancellationToken), Read, time.GetUtcNow());
            _sets[applicationId] = (keys, version);
            return keys;
        }
        // Who checks tokens goes on while the database is away (D-11); a key signs for months, and is published a day before.
        catch (DatabaseUnavailableException) when (_sets.TryGetValue(applicationId, out var last))
        {
            return last.Keys;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Makes the key that is missing: the one to sign with now, or tomorrow's. Returns all keys that are published.</summary>
    public async Task<IReadOnlyList<SigningKey>> EnsureAsync(string applicationId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var algorithm = await database.Applications.Where(a => a.Id == applicationId).Select(a => a.SigningAlgorithm)
            .SingleOrDefaultAsync(cancellationToken);
        var keys = await PublishedAsync(database, applicationId, cancellationToken);
        if (NextSignsFrom(keys, algorithm) is null) return keys;

        // Made before the transaction: it takes long, and losing the race only wastes it.
        var privateKey = NewPrivateKey(algorithm);
        await using var transaction = await BeginAsync(database, applicationId, cancellationToken);
        keys = await PublishedAsync(database, applicationId, cancellationToken);
        if (NextSignsFrom(keys, algorithm) is { } signsFrom)
        {
            var publishedAfter = await PublishedAfterAsync(database, applicationId, cancellationToken);
            foreach (var other in keys.Where(k => k.Algorithm != algorithm && k.SignsUntil > signsFrom))
            {
                database.SigningKeys.Attach(other);
                other.SignsUntil = signsFrom;
                other.PublishedUntil = signsFrom + publishedAfter;
            }
            database.SigningKeys.Add(
                NewKeys.Of(applicationId, algorithm, privateKey, time.GetUtcNow(), signsFrom, publishedAfter));
            await database.SaveChangesAsync(cancellationToken);
            keys = await PublishedAsync(database, applicationId, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return keys;
    }

    /// <summary>A new private key, as it is stored. It takes long: not in a transaction.</summary>
    public string NewPrivateKey(SigningAlgorithm algorithm) => _protector.Protect(Convert.ToBase64String(KeyPair.New(algorithm)));

    /// <summary>How long a key of this application stays published after its last signature.</summary>
    public static async Task<TimeSpan> PublishedAfterAsync(
        PlatformDbContext database, string applicationId, CancellationToken cancellationToken) =>
        KeyLifetimes.PublishedAfter(await LongestTokenAsync(database, applicationId, cancellationToken));

    /// <summary>Nobody is in the middle of changing this application's keys beside who holds this.</summary>
    public static Task<ExclusiveTransaction> BeginAsync(
        PlatformDbContext database, string applicationId, CancellationToken cancellationToken) =>
        database.BeginExclusiveAsync($"signing keys of {applicationId}", cancellationToken);

    /// <summary>Keeps keys published as long as tokens live that they signed, when a client's lifetime was set higher since.</summary>
    public static async Task KeepWhileTokensLiveAsync(PlatformDbContext database, string applicationId, CancellationToken cancellationToken)
    {
        var after = await PublishedAfterAsync(database, applicationId, cancellationToken);
        foreach (var key in await database.SigningKeys.Where(k => k.ApplicationId == applicationId).ToListAsync(cancellationToken))
        {
            if (key.PublishedUntil < key.SignsUntil + after) key.PublishedUntil = key.SignsUntil + after;
        }
        await database.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Whether the private part of a stored key can be read with the keys that this process has.</summary>
    public bool CanOpen(SigningKey stored)
    {
        try
        {
            return _protector.Unprotect(stored.ProtectedPrivateKey).Length > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The public half of a stored key as SubjectPublicKeyInfo in base64; null when the private one cannot be opened.</summary>
    public string? PublicKeyOf(SigningKey stored)
    {
        if (!CanOpen(stored)) return null;
        using var pair = Open(stored);
        return Convert.ToBase64String(pair.ExportSubjectPublicKeyInfo());
    }

    public string Name => "signing keys";

    public string? KeyOf(object row) => row switch
    {
        SigningKey key => key.ApplicationId,
        Application application => application.Id,
        _ => null,
    };

    public void Forget(string key) => _sets.TryRemove(key, out _);

    public void Doubt() => Interlocked.Increment(ref _version);

    public void Dispose() => _reading.Dispose();

    private KeySet? Known(string applicationId) =>
        _sets.TryGetValue(applicationId, out var known) && known.Version == Volatile.Read(ref _version)
            && known.Keys.ReadAt + ReadEvery > time.GetUtcNow()
            ? known.Keys
            : null;

    private Task<List<SigningKey>> PublishedAsync(PlatformDbContext database, string applicationId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return database.SigningKeys.AsNoTracking().Where(k => k.ApplicationId == applicationId && k.PublishedUntil > now)
            .OrderBy(k => k.SignsFrom).ThenBy(k => k.Id).ToListAsync(cancellationToken);
    }

    private static async Task<TimeSpan> LongestTokenAsync(
        PlatformDbContext database, string applicationId, CancellationToken cancellationToken)
    {
        var lifetimes = database.OAuthClients.Where(c => c.ApplicationId == applicationId).OrderByDescending(c => c.AccessTokenLifetime);
        return await lifetimes.Select(c => c.AccessTokenLifetime).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>
    /// When the missing key is to sign; null when none is missing. After a change of the algorithm the old keys go on for a day, so that
    /// consumers see the first new one before its first signature.
    /// </summary>
    private DateTimeOffset? NextSignsFrom(List<SigningKey> keys, SigningAlgorithm algorithm)
    {
        var now = time.GetUtcNow();
        var newest = keys.LastOrDefault(key => key.Algorithm == algorithm);
        if (newest is null || newest.SignsUntil <= now)
            return keys.Exists(key => key.SignsFrom <= now && now < key.SignsUntil) ? now + KeyLifetimes.PublishedBefore : now;
        return newest.SignsUntil - KeyLifetimes.PublishedBefore <= now ? newest.SignsUntil : null;
    }

    private SecurityKey Read(SigningKey stored) => _keys.GetOrAdd(stored.Id, _ => Open(stored).ToKey(stored.Id));

    private AsymmetricAlgorithm Open(SigningKey stored) =>
        KeyPair.Read(stored.Algorithm, Convert.FromBase64String(_protector.Unprotect(stored.ProtectedPrivateKey)));
}
