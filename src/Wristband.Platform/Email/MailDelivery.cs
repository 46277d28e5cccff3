using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Background;
using Wristband.Platform.Branding;
using Wristband.Platform.Data;
using Wristband.Platform.Security;

namespace Wristband.Platform.Email;

/// <summary>
/// Takes mails out of the outbox, at least once (P-61): a claim that was left by a crash runs out, and the mail goes again under the
/// same message id. A recipient's domain is a destination: a slow one holds up no other.
/// </summary>
internal sealed partial class MailDelivery(
    IServiceScopeFactory scopes, IMailTransport transport, MailBody body, Signal<OutboxMail> signal, TimeProvider time,
    ILogger<MailDelivery> log)
    : QueueDelivery<OutboxMail>(scopes, signal, time, log)
{
    public const string Name = "mail";

    // Longer than any conversation with a mail server may take.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    // Links in mails live a day at most; a mail that could not leave for so long would only confuse.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(24);

    protected override Task<List<OutboxMail>> DueAsync(
        PlatformDbContext database, IReadOnlyList<string> fullDestinations, int most, CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        var due = database.OutboxMails.AsNoTracking().Where(m => m.SentAt == null && m.AbandonedAt == null && m.NextAttemptAt <= now);
        foreach (var domain in fullDestinations)
        {
            var ending = "@" + domain;
            due = due.Where(m => !m.ToAddress.EndsWith(ending));
        }
        return due.OrderBy(m => m.NextAttemptAt).Take(most).ToListAsync(cancellationToken);
    }

    protected override string Queue => Name;

    protected override string DestinationOf(OutboxMail row) => row.ToAddress[(row.ToAddress.LastIndexOf('@') + 1)..];

    protected override async Task<bool> ClaimAsync(PlatformDbContext database, OutboxMail row, CancellationToken cancellationToken)
    {
        var until = Time.GetUtcNow() + Claim;
        var attempts = row.Attempts;
        return await database.OutboxMails.Where(m => m.Id == row.Id && m.SentAt == null && m.Attempts == attempts)
            .ExecuteUpdateAsync(
                set => set.SetProperty(m => m.NextAttemptAt, until).SetProperty(m => m.Attempts, attempts + 1), cancellationToken) == 1;
    }

    protected override async Task<DeliveryResult> DeliverAsync(
        PlatformDbContext database, OutboxMail row, CancellationToken cancellationToken)
    {
        var mail = await database.OutboxMails.SingleAsync(m => m.Sequence == row.Sequence, cancellationToken);
        var result = DeliveryResult.Delivered;
        try
        {
            var content = body.Open(mail.ProtectedBody) ?? throw new UnreadableMailException();
            var isForSomebody = mail.ToAddress.Length > 0;
            if (isForSomebody)
            {
                var look = await LookAsync(database, mail, cancellationToken);
                await transport.SendAsync(mail, content with { Look = look }, cancellationToken);
            }
            mail.SentAt = Time.GetUtcNow();
            mail.LastError = null;
            if (!transport.KeepsBodies) mail.ProtectedBody = "";
            if (isForSomebody) Log.Delivered(log, mail.Id, mail.Attempts);
        }
        // Whatever a mail server or the network does, the mail stays in the outbox and is tried again.
#pragma warning disable CA1031
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            result = Postpone(mail, failure);
        }
        await database.SaveChangesAsync(cancellationToken);
        return result;
    }

    private static async Task<MailLook> LookAsync(PlatformDbContext database, OutboxMail mail, CancellationToken cancellationToken)
    {
        var looks = await database.EmailBrandings.AsNoTracking()
            .Where(b => b.ApplicationId == mail.ApplicationId && (b.TenantId == null || b.TenantId == mail.TenantId))
            .ToListAsync(cancellationToken);
        var logo = await database.Applications.Where(a => a.Id == mail.ApplicationId).Select(a => a.LogoUrl)
            .SingleOrDefaultAsync(cancellationToken);
        return MailLook.Of(looks.Find(b => b.TenantId is not null), looks.Find(b => b.TenantId is null), logo);
    }

    private DeliveryResult Postpone(OutboxMail mail, Exception failure)
    {
        var now = Time.GetUtcNow();
        var problem = OneLine.Of(failure.Message, OutboxMail.LongestError);
        mail.LastError = problem;
        mail.NextAttemptAt = now + TimeSpan.FromSeconds(Math.Min(Math.Pow(2, mail.Attempts) * 5, 3600));
        if (failure is not UndeliverableMailException && now - mail.CreatedAt < GiveUpAfter)
        {
            Log.Postponed(log, mail.Id, mail.Attempts, problem);
            return DeliveryResult.Postponed;
        }
        mail.AbandonedAt = now;
        // What cannot be opened stays: the right key may come back.
        if (failure is not UnreadableMailException) mail.ProtectedBody = "";
        Log.GaveUp(log, mail.Id, mail.Attempts, problem);
        return DeliveryResult.GivenUp;
    }

    private static partial class Log
    {
        [LoggerMessage(2120, LogLevel.Information, "Mail {MailId} was delivered at attempt {Attempt}")]
        public static partial void Delivered(ILogger logger, string mailId, int attempt);

        [LoggerMessage(2121, LogLevel.Warning, "Mail {MailId} could not be delivered at attempt {Attempt} and is tried again: {Problem}")]
        public static partial void Postponed(ILogger logger, string mailId, int attempt, string problem);

        [LoggerMessage(2122, LogLevel.Error, "Mail {MailId} was given up after {Attempt} attempts: {Problem}")]
        public static partial void GaveUp(ILogger logger, string mailId, int attempt, string problem);
    }
}
