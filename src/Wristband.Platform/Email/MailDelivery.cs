using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Data;

namespace Wristband.Platform.Email;

/// <summary>
/// Takes mails out of the outbox, at least once (P-61): a mail is claimed, sent, marked. A crash in between leaves the claim,
/// which runs out, and the mail goes again under the same message id.
/// </summary>
internal sealed partial class MailDelivery(
    IServiceScopeFactory scopes, IMailTransport transport, MailBody body, Signal<OutboxMail> signal, TimeProvider time, ILogger<MailDelivery> log)
    : BackgroundService
{
    private const int Batch = 50;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    // Links in mails live a day at most; a mail that could not leave for so long would only confuse.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Periodically.RunAsync(signal, Round, time, log, DeliverDueAsync, stoppingToken);

    /// <summary>Sends what is due now. Safe beside the background round and beside other replicas.</summary>
    public async Task DeliverDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<PlatformDbContext>();
        var writeLock = scope.ServiceProvider.GetRequiredService<WriteLock>();
        while (await DueAsync(database, cancellationToken) is { Count: > 0 } due)
        {
            foreach (var mail in due)
            {
                if (await ClaimAsync(database, writeLock, mail, cancellationToken)) await DeliverAsync(database, mail, cancellationToken);
            }
        }
    }

    private async Task<List<OutboxMail>> DueAsync(PlatformDbContext database, CancellationToken cancellationToken)
    {
        database.ChangeTracker.Clear();
        var now = time.GetUtcNow();
        return await database.OutboxMails.Where(m => m.SentAt == null && m.AbandonedAt == null && m.NextAttemptAt <= now)
            .OrderBy(m => m.NextAttemptAt).Take(Batch).ToListAsync(cancellationToken);
    }

    private async Task<bool> ClaimAsync(PlatformDbContext database, WriteLock writeLock, OutboxMail mail, CancellationToken cancellationToken)
    {
        using var turn = await writeLock.AcquireAsync(cancellationToken);
        var until = time.GetUtcNow() + Claim;
        var attempts = mail.Attempts;
        return await database.OutboxMails.Where(m => m.Id == mail.Id && m.SentAt == null && m.Attempts == attempts)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.NextAttemptAt, until).SetProperty(m => m.Attempts, attempts + 1), cancellationToken) == 1;
    }

    private async Task DeliverAsync(PlatformDbContext database, OutboxMail mail, CancellationToken cancellationToken)
    {
        mail.Attempts++;
        try
        {
            await transport.SendAsync(mail, body.Open(mail.ProtectedBody) ?? throw new UnreadableMailException(), cancellationToken);
            mail.SentAt = time.GetUtcNow();
            mail.LastError = null;
            if (!transport.KeepsBodies) mail.ProtectedBody = "";
            Log.Delivered(log, mail.Id, mail.Attempts);
        }
        // Whatever a mail server or the network does, the mail stays in the outbox and is tried again.
#pragma warning disable CA1031
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Postpone(mail, failure);
        }
        await database.SaveChangesAsync(cancellationToken);
    }

    private void Postpone(OutboxMail mail, Exception failure)
    {
        var now = time.GetUtcNow();
        mail.LastError = failure.GetType().Name;
        mail.NextAttemptAt = now + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, mail.Attempts) * 5, 3600));
        if (failure is not UndeliverableMailException && now - mail.CreatedAt < GiveUpAfter)
        {
            Log.Postponed(log, mail.Id, mail.Attempts, failure);
            return;
        }
        mail.AbandonedAt = now;
        if (failure is not UnreadableMailException) mail.ProtectedBody = "";
        Log.GaveUp(log, mail.Id, mail.Attempts, failure);
    }

    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Information, "Mail {MailId} was delivered at attempt {Attempt}")]
        public static partial void Delivered(ILogger logger, string mailId, int attempt);

        [LoggerMessage(2121, LogLevel.Warning, "Mail {MailId} could not be delivered at attempt {Attempt} and will be tried again")]
        public static partial void Postponed(ILogger logger, string mailId, int attempt, Exception failure);

        [LoggerMessage(2122, LogLevel.Error, "Mail {MailId} was given up after {Attempt} attempts")]
        public static partial void GaveUp(ILogger logger, string mailId, int attempt, Exception failure);
    }
}
