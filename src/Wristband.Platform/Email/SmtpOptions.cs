using System.Net;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Wristband.Platform.Email;

/// <summary>How the connection to the mail server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>STARTTLS, usually port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte, usually port 465.</summary>
    Tls,

    /// <summary>Plain text; only to a server on this machine.</summary>
    None,
}

/// <summary>The "Platform:Smtp" section.</summary>
internal sealed class SmtpOptions
{
    public string? Host { get; set; }
    public int Port { get; set; } = 587;
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;
    public string? User { get; set; }
    public string? Password { get; set; }

    /// <summary>The sender's address; its name is the application's.</summary>
    public string? From { get; set; }

    /// <summary>PEM file with the authority that signed the mail server's certificate, when this machine does not know it.</summary>
    public string? CertificateAuthorityFile { get; set; }

    public bool IsConfigured => !string.IsNullOrEmpty(Host);

    public bool IsLoopback => Host is { } host
        && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    public SecureSocketOptions SocketOptions => Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}

/// <summary>Refuses to start with a mail server that cannot work, or without one where people wait for mail.</summary>
internal sealed class ValidateSmtpOptions(IHostEnvironment environment) : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (!options.IsConfigured)
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    "WB2100: No mail server. Outside Development set Platform:Smtp:Host, Port, User, Password and From.");
        }
        var failures = new List<string>();
        if (!MimeKit.MailboxAddress.TryParse(options.From, out _))
            failures.Add("WB2101: Platform:Smtp:From is not an e-mail address. Set the address that mails come from.");
        if (options.Security == SmtpSecurity.None && !options.IsLoopback)
            failures.Add(
                "WB2102: Platform:Smtp:Security is None for a server elsewhere. One-time links must not travel in plain text: "
                + "use StartTls or Tls.");
        if (options.Port is < 1 or > 65535)
            failures.Add("WB2103: Platform:Smtp:Port is not a port. Usual are 587 (StartTls) and 465 (Tls).");
        if (options.CertificateAuthorityFile is { } file && !File.Exists(file))
            failures.Add(
                $"WB2104: Platform:Smtp:CertificateAuthorityFile '{file}' does not exist. Name a PEM file, or remove the setting.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
