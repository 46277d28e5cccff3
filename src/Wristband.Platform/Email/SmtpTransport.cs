using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Wristband.Platform.Email;

/// <summary>Hands mails to the configured mail server.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options) : IMailTransport
{
    private const int TimeoutMilliseconds = 30_000;
    private const int PermanentFailure = 500;

    public bool KeepsBodies => false;

    public async Task SendAsync(OutboxMail mail, MailContent content, CancellationToken cancellationToken)
    {
        var smtp = options.Value;
        using var message = Compose(mail, content, smtp);
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(smtp.Host!, smtp.Port, smtp.SocketOptions, cancellationToken);
        if (!string.IsNullOrEmpty(smtp.User)) await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", cancellationToken);
        try
        {
            await client.SendAsync(message, cancellationToken);
        }
        catch (SmtpCommandException refused) when ((int)refused.StatusCode >= PermanentFailure)
        {
            throw new UndeliverableMailException(refused);
        }
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    internal static MimeMessage Compose(OutboxMail mail, MailContent content, SmtpOptions smtp)
    {
        var from = MailboxAddress.Parse(smtp.From!);
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = mail.CreatedAt,

            // The same id on every attempt lets the receiver drop a second copy.
            MessageId = $"{mail.Id}@{from.Domain}",
            Body = new BodyBuilder { TextBody = MailText.Of(content), HtmlBody = MailHtml.Of(content) }.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress(mail.FromName, from.Address));
        message.To.Add(new MailboxAddress(name: null, mail.ToAddress));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
