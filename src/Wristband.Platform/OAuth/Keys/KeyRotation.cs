using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>
/// Publishes each application's next key a day before it signs, and retires keys that nothing alive was signed with: the private half
/// is erased, the public one goes on recognising ID tokens that come back as hints.
/// </summary>
internal sealed class KeyRotation(
    SigningKeys keys, IServiceScopeFactory scopes, TimeProvider time, ILogger<KeyRotation> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Period, time, logger, RotateAsync, stoppingToken);

    /// <summary>Does what is due now. Applications that never signed anything get their first key when they need it.</summary>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var applications = await database.SigningKeys.Select(k => k.ApplicationId).Distinct().ToListAsync(cancellationToken);
        foreach (var application in applications)
        {
            await keys.EnsureAsync(application, cancellationToken);
            await SigningKeys.KeepWhileTokensLiveAsync(database, application, cancellationToken);
        }

        await RetireAsync(database, now, cancellationToken);
    }

    private async Task RetireAsync(PlatformDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginExclusiveAsync("retired signing keys", cancellationToken);
        var over = await database.SigningKeys.Where(k => k.PublishedUntil <= now).ToListAsync(cancellationToken);
        foreach (var key in over)
        {
            if (keys.PublicKeyOf(key) is { } publicKey)
            {
                database.RetiredSigningKeys.Add(new RetiredSigningKey
                {
                    Id = key.Id,
                    ApplicationId = key.ApplicationId,
                    PublicKey = publicKey,
                    RetiredAt = now,
                });
            }
            database.SigningKeys.Remove(key);
        }
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
