using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wristband.Platform.Data;
using Wristband.Platform.Security;

namespace Wristband.Platform.Background;

/// <summary>Deletes rows that served their purpose, in small steps: sign-ins share the writer.</summary>
internal sealed class Retention(
    IServiceScopeFactory scopes, IOptions<RetentionOptions> options, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    private const int RowsPerStep = 500;
    private static readonly TimeSpan Round = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(Round, time, logger, PruneAsync, stoppingToken);

    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var application in await ApplicationsAsync(cancellationToken)) await PruneAsync(application, now, cancellationToken);

        await using var unit = scopes.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterEveryApplication();
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var mailsBefore = now - options.Value.Mails;
        await InStepsAsync(database, database.OutboxMails.Where(m => m.SentAt < mailsBefore).OrderBy(m => m.Sequence), cancellationToken);
        await InStepsAsync(
            database, database.OutboxMails.Where(m => m.SentAt == null && m.AbandonedAt < mailsBefore).OrderBy(m => m.Sequence),
            cancellationToken);
        await InStepsAsync(database, database.RetiredHostNames.Where(h => h.FreeAt <= now).OrderBy(h => h.Name), cancellationToken);
        await PruneAuditAsync(database, now - options.Value.Audit, cancellationToken);
    }

    private async Task<List<string>> ApplicationsAsync(CancellationToken cancellationToken)
    {
        await using var unit = scopes.CreateAsyncScope();
        return await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().Applications.Select(a => a.Id)
            .ToListAsync(cancellationToken);
    }

    // What belongs to tenants is seen one application at a time.
    private async Task PruneAsync(string applicationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var unit = scopes.CreateAsyncScope();
        unit.ServiceProvider.GetRequiredService<TenantScope>().EnterApplication(applicationId);
        var database = unit.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var keep = options.Value;
        var (sessions, links, failures) = (now - keep.Sessions, now - keep.Links, now - keep.Failures);
        await InStepsAsync(
            database, database.AuthSessions.Where(s => s.ExpiresAt < sessions || s.EndedAt < sessions).OrderBy(s => s.Id),
            cancellationToken);
        await InStepsAsync(database, database.WaitingRequests.Where(r => r.ExpiresAt < now).OrderBy(r => r.ExpiresAt), cancellationToken);
        await InStepsAsync(
            database, database.OneTimeLinks.Where(l => l.ExpiresAt < links || l.UsedAt < links).OrderBy(l => l.Id), cancellationToken);
        await InStepsAsync(
            database, database.IdempotentAnswers.Where(a => a.CreatedAt < now.AddDays(-1)).OrderBy(a => a.CreatedAt), cancellationToken);
        await InStepsAsync(
            database, database.LoginFailures.Where(f => f.UpdatedAt < failures && f.Count < Lockout.MostFailures).OrderBy(f => f.UpdatedAt),
            cancellationToken);
    }

    private static async Task InStepsAsync<TRow>(PlatformDbContext database, IQueryable<TRow> rows, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var turn = await database.AcquireWriteAsync(cancellationToken);
            if (await rows.Take(RowsPerStep).ExecuteDeleteAsync(cancellationToken) < RowsPerStep) return;
        }
    }

    // Rows are in the order of time, so the first ones say whether there is anything to do: the log is long and has no index for this.
    private static async Task PruneAuditAsync(PlatformDbContext database, DateTimeOffset before, CancellationToken cancellationToken)
    {
        while (true)
        {
            var oldest = await database.AuditEvents.AsNoTracking().OrderBy(e => e.Sequence).Take(RowsPerStep)
                .Select(e => new { e.Sequence, e.At }).ToListAsync(cancellationToken);
            var old = oldest.TakeWhile(e => e.At < before).ToList();
            if (old.Count == 0) return;
            var last = old[^1].Sequence;
            using var turn = await database.AcquireWriteAsync(cancellationToken);
            await database.AuditEvents.Where(e => e.Sequence <= last).ExecuteDeleteAsync(cancellationToken);
            if (old.Count < RowsPerStep) return;
        }
    }
}
