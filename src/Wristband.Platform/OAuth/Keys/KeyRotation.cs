using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>Publishes each application's next key a day before it signs, and removes keys that nothing alive was signed with.</summary>
internal sealed class KeyRotation(SigningKeys keys, IServiceScopeFactory scopes, WriteLock writeLock, TimeProvider time, ILogger<KeyRotation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(Period, time, logger, RotateAsync, stoppingToken);

    // Applications that never signed anything get their first key when they need it.
    private async Task RotateAsync(CancellationToken cancellationToken)
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

        using var turn = await writeLock.AcquireAsync(cancellationToken);
        await database.SigningKeys.Where(k => k.PublishedUntil <= now).ExecuteDeleteAsync(cancellationToken);
    }
}
