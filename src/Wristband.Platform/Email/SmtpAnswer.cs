using System.Globalization;
using System.Text.RegularExpressions;
using MailKit.Net.Smtp;

namespace Wristband.Platform.Email;

/// <summary>
/// What a mail server said when it refused, with its enhanced status (RFC 3463). Only X.1 (the address) and X.2 (the mailbox) say that
/// this recipient cannot be reached. A refusal of the sender, of the relay or without such a status may be our own fault, and all
/// mail would be lost for it: it is tried again.
/// </summary>
internal sealed partial record SmtpAnswer(int Status, string? EnhancedStatus, string Text)
{
    private const int PermanentFailure = 500;

    // X.1.7 and X.1.8 speak of the sender's address.
    public bool IsAboutTheRecipient => Status >= PermanentFailure
        && EnhancedStatus is not null and not ("5.1.7" or "5.1.8")
        && (EnhancedStatus.StartsWith("5.1.", StringComparison.Ordinal) || EnhancedStatus.StartsWith("5.2.", StringComparison.Ordinal));

    public static SmtpAnswer Of(SmtpCommandException refused)
    {
        var enhanced = Enhanced().Match(refused.Message);
        var isSender = refused.ErrorCode is SmtpErrorCode.SenderNotAccepted;
        return new SmtpAnswer((int)refused.StatusCode, enhanced.Success && !isSender ? enhanced.Value : null, refused.Message);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Text}");

    [GeneratedRegex(@"^[245]\.\d{1,3}\.\d{1,3}(?=\s|$)")]
    private static partial Regex Enhanced();
}
