using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Signup;

/// <summary>Removes workspaces whose owner did not confirm the address for a week, so that the name is free again (P-62).</summary>
internal sealed partial class UnverifiedTenants(IServiceScopeFactory scopes, TimeProvider time, ILogger<UnverifiedTenants> log)
    : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(7);
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Round, time, log, PruneAsync, stoppingToken);

    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        // Another replica may do the same just now.
        await using var transaction = await database.BeginExclusiveAsync("unverified tenants", cancellationToken);
        var before = time.GetUtcNow() - Patience;
        var forgotten = await database.Tenants.Where(t => t.Status == TenantStatus.Pending && t.CreatedAt < before)
            .ToListAsync(cancellationToken);
        if (forgotten.Count == 0) return;
        database.RemoveRange(forgotten);
        await database.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Log.Pruned(log, forgotten.Count);
    }

    private static partial class Log
    {
        [LoggerMessage(2140, LogLevel.Information, "{Count} workspaces were removed because nobody confirmed them for a week")]
        public static partial void Pruned(ILogger logger, int count);
    }
}
