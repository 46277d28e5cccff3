using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Security;

/// <summary>Whether an attempt may go on, and if not, what to tell the person.</summary>
internal readonly record struct LockoutAnswer(bool MayTry, TimeSpan RetryAfter, bool NeedsReset);

/// <summary>
/// Slows guessing down (P-36): after five straight failures each next attempt waits longer, in no window there are more than the limit
/// per identifier says, and after a hundred only a mail helps. Counted per identifier whether or not it exists, and apart for a
/// browser that signed in before, so that strangers cannot lock anybody out (P-37). Stored, so that a restart gives nobody new guesses.
/// </summary>
internal sealed class Lockout(PlatformDbContext database, IOptions<RateLimitOptions> limits, TimeProvider time)
{
    private const int FreeFailures = 5;
    public const int MostFailures = 100;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Asks before hashing. The attempt counts as failed from here on, so that attempts sent all at once cannot slip through
    /// together; <see cref="ForgiveAsync"/> takes it back.
    /// </summary>
    public async Task<LockoutAnswer> BeginAsync(
        HostContext host, string identifierHash, string? device, CancellationToken cancellationToken)
    {
        var tenantId = host.RequiredTenant.Id;
        await using var transaction = await database.BeginExclusiveAsync($"lockout {tenantId} {identifierHash}", cancellationToken);
        var now = time.GetUtcNow();
        var key = device ?? LoginFailures.AnyDevice;
        var failures = await database.LoginFailures
            .SingleOrDefaultAsync(f => f.TenantId == tenantId && f.IdentifierHash == identifierHash && f.Device == key, cancellationToken);
        if (failures is null)
        {
            failures = new LoginFailures
            {
                TenantId = tenantId,
                ApplicationId = host.RequiredApplication.Id,
                IdentifierHash = identifierHash,
                Device = key,
            };
            database.LoginFailures.Add(failures);
        }
        if (failures.Count >= MostFailures) return new LockoutAnswer(false, LongestDelay, NeedsReset: true);
        if (failures.RetryAt > now) return new LockoutAnswer(false, failures.RetryAt - now, NeedsReset: false);
        if (WaitForWindow(failures, now) is { } wait) return new LockoutAnswer(false, wait, NeedsReset: false);

        failures.Count++;
        failures.RetryAt = now + DelayAfter(failures.Count);
        failures.UpdatedAt = now;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another replica counted an attempt for the same identifier at the same moment.
            database.ChangeTracker.Clear();
            return new LockoutAnswer(false, TimeSpan.FromSeconds(1), NeedsReset: false);
        }
        await transaction.CommitAsync(cancellationToken);
        return new LockoutAnswer(true, TimeSpan.Zero, NeedsReset: false);
    }

    /// <summary>Forgets the failures of this identifier on this device: somebody proved to be its owner.</summary>
    public Task ForgiveAsync(string tenantId, string identifierHash, string? device, CancellationToken cancellationToken)
    {
        var key = device ?? LoginFailures.AnyDevice;
        return DeleteAsync(
            database.LoginFailures.Where(f => f.TenantId == tenantId && f.IdentifierHash == identifierHash && f.Device == key),
            cancellationToken);
    }

    /// <summary>Forgets the failures on every device, after a reset by mail.</summary>
    public Task ForgiveEverywhereAsync(string tenantId, string identifierHash, CancellationToken cancellationToken) =>
        DeleteAsync(database.LoginFailures.Where(f => f.TenantId == tenantId && f.IdentifierHash == identifierHash), cancellationToken);

    private async Task DeleteAsync(IQueryable<LoginFailures> failures, CancellationToken cancellationToken)
    {
        using var turn = await database.AcquireWriteAsync(cancellationToken);
        await failures.ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Counts the attempt among those of the window; when that is full, says when its oldest attempt leaves it.</summary>
    private TimeSpan? WaitForWindow(LoginFailures failures, DateTimeOffset now)
    {
        var limit = limits.Value[Limit.LoginPerIdentifier];
        var begin = (now - limit.Window).ToUnixTimeMilliseconds();
        var recent = failures.RecentAttempts.Where(at => at > begin).ToList();
        if (recent.Count >= limit.Permits) return TimeSpan.FromMilliseconds(Math.Max(recent[^limit.Permits] - begin, 1000));
        failures.RecentAttempts = [.. recent, now.ToUnixTimeMilliseconds()];
        return null;
    }

    private static TimeSpan DelayAfter(int failures) => failures < FreeFailures
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - FreeFailures + 1), LongestDelay.TotalSeconds));
}
