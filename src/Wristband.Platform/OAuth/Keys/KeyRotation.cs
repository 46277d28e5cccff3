using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;

namespace Wristband.Platform.OAuth.Keys;

/// <summary>Publishes each application's next key a day before it signs, and removes keys that nothing alive was signed with.</summary>
internal sealed partial class KeyRotation(SigningKeys keys, IServiceScopeFactory scopes, WriteGate gate, TimeProvider time, ILogger<KeyRotation> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RotateAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The next hour tries again; a day of hours lies before the key is needed.
                Log.Failed(logger, failure);
            }
        }
    }

    /// <summary>Applications that never signed anything get their first key when they need it.</summary>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var applications = await database.SigningKeys.Select(k => k.ApplicationId).Distinct().ToListAsync(cancellationToken);
        foreach (var application in applications) await keys.EnsureAsync(application, cancellationToken);

        using var turn = await gate.EnterAsync(cancellationToken);
        await database.SigningKeys.Where(k => k.PublishedUntil <= now).ExecuteDeleteAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(2201, LogLevel.Error, "The rotation of signing keys failed. It is tried again in an hour.")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
