namespace Wristband.Platform.Email;

/// <summary>Takes a mail out of the outbox. SMTP in production; in Development the mailbox page, which reads the outbox itself.</summary>
internal interface IMailTransport
{
    /// <summary>Whether the body stays readable after delivery.</summary>
    bool KeepsBodies { get; }

    Task SendAsync(OutboxMail mail, MailContent content, CancellationToken cancellationToken);
}

/// <summary>The mail server said that this recipient cannot be reached: trying again is of no use.</summary>
internal sealed class UndeliverableMailException(string answer, Exception cause) : Exception(answer, cause);

/// <summary>The stored mail cannot be opened: another key was used. It is kept as it is, since the right key may come back.</summary>
internal sealed class UnreadableMailException() : Exception("WB2027: The mail cannot be opened with the keys of this platform.");

/// <summary>Delivers to nowhere: the mailbox page shows the outbox.</summary>
internal sealed class MailboxTransport : IMailTransport
{
    public bool KeepsBodies => true;

    public Task SendAsync(OutboxMail mail, MailContent content, CancellationToken cancellationToken) => Task.CompletedTask;
}
