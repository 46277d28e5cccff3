using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;

namespace Wristband.Platform.Email;

/// <summary>A mail as the mailbox shows it. Content is null when it left by SMTP, which erases it.</summary>
internal sealed record MailboxMessage(string Id, string To, string From, string Subject, DateTimeOffset At, MailContent? Content);

/// <summary>Reads the outbox of a development installation, newest mail first.</summary>
internal sealed class Mailbox(PlatformDbContext database, TenantScope scope, MailBody body)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<MailboxMessage>> ListAsync(string? to, CancellationToken cancellationToken)
    {
        scope.EnterEveryApplication();
        var mails = database.OutboxMails.AsNoTracking().Where(m => m.ToAddress != Outbox.Nobody);
        if (!string.IsNullOrEmpty(to)) mails = mails.Where(m => m.ToAddress == to);
        var found = await mails.OrderByDescending(m => m.Sequence).Take(Most).ToListAsync(cancellationToken);
        return [.. found.Select(
            m => new MailboxMessage(m.Id, m.ToAddress, m.FromName, m.Subject, m.CreatedAt, body.Open(m.ProtectedBody)))];
    }
}
