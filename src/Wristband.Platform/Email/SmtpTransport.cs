using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Wristband.Platform.Email;

/// <summary>Hands mails to the configured mail server.</summary>
internal sealed class SmtpTransport(IOptions<SmtpOptions> options) : IMailTransport
{
    private const int TimeoutMilliseconds = 30_000;

    // All commands together, and less than the claim on the mail.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    public bool KeepsBodies => false;

    public async Task SendAsync(OutboxMail mail, MailContent content, CancellationToken cancellationToken)
    {
        var smtp = options.Value;
        using var message = Compose(mail, content, smtp);
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        using var authority = smtp.CertificateAuthorityFile is { } file ? X509CertificateLoader.LoadCertificateFromFile(file) : null;
        if (authority is not null)
            client.ServerCertificateValidationCallback = (_, certificate, _, errors) => IsSignedBy(authority, certificate, errors);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        try
        {
            await client.ConnectAsync(smtp.Host!, smtp.Port, smtp.SocketOptions, patience.Token);
            if (!string.IsNullOrEmpty(smtp.User)) await client.AuthenticateAsync(smtp.User, smtp.Password ?? "", patience.Token);
            await client.SendAsync(message, patience.Token);
        }
        catch (SmtpCommandException refused)
        {
            var answer = SmtpAnswer.Of(refused);
            if (answer.IsAboutTheRecipient) throw new UndeliverableMailException(answer.ToString(), refused);
            throw new InvalidOperationException(answer.ToString(), refused);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The mail server took too long.");
        }
        await SayGoodbyeAsync(client, patience.Token);
    }

    // The server has the mail: whatever happens to the farewell, it must not go twice.
    private static async Task SayGoodbyeAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception failure) when (failure
            is IOException or SocketException or ProtocolException or CommandException or OperationCanceledException)
        {
            // The connection ends with the client.
        }
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

    // Only the unknown authority is forgiven: a wrong name stays wrong.
    private static bool IsSignedBy(X509Certificate2 authority, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 shown) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(shown);
    }
}
