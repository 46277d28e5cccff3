using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Background;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.Security;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Email;

/// <summary>
/// Promises mails: the row is written in the same transaction as its cause, so a mail goes out if and only if what it tells
/// of happened (P-61). Bodies hold one-time links and are encrypted.
/// </summary>
internal sealed class Outbox(
    PlatformDbContext database, MailBody body, Signal<OutboxMail> signal, TimeProvider time,
    IStringLocalizer<EmailTexts> texts)
{
    private const int LongestSubject = 120;

    /// <summary>
    /// The recipient of a mail that is written and never sent: whether somebody is known must not show in the work that is done (X-A16).
    /// </summary>
    public const string Nobody = "";

    // Whoever causes a mail reads it, in the language of their request; what the platform does by itself has none.
    private static string LanguageNow => CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : "en";

    /// <summary>Adds a mail to the unit of work; the caller saves. The same key is never mailed twice.</summary>
    public void Add(MailFrom from, string toAddress, string subject, MailContent content, string deduplicationKey)
    {
        var now = time.GetUtcNow();
        database.OutboxMails.Add(new OutboxMail
        {
            Id = Ids.New(),
            ApplicationId = from.ApplicationId,
            TenantId = from.TenantId,
            DeduplicationKey = deduplicationKey,
            ToAddress = toAddress,
            FromName = OneLine.Of(from.Name, LongestSubject),
            Subject = OneLine.Of(subject, LongestSubject),
            ProtectedBody = body.Protect(content with { Language = LanguageNow, OpenAddress = texts["OpenAddress"] }),
            CreatedAt = now,
            NextAttemptAt = now,
        });
        database.SavedChanges += (_, _) => signal.Ring();
    }
}

/// <summary>
/// In whose name a mail is sent: always the application's, which its operator chose; people choose the names of workspaces.
/// </summary>
internal sealed record MailFrom(string ApplicationId, string? TenantId, string Name)
{
    public static MailFrom Of(HostContext host, Tenant? tenant = null) =>
        new(host.RequiredApplication.Id, tenant?.Id ?? host.Tenant?.Id, host.RequiredApplication.DisplayName);
}

/// <summary>Seals and opens the bodies of stored mails.</summary>
internal sealed class MailBody(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.Platform.MailBody.v1");

    public string Protect(MailContent content) => _protector.Protect(JsonSerializer.Serialize(content));

    /// <summary>The content; null once it was erased after delivery, or when its key is gone.</summary>
    public MailContent? Open(string protectedBody)
    {
        if (protectedBody.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize<MailContent>(_protector.Unprotect(protectedBody));
        }
        catch (Exception unreadable) when (unreadable is System.Security.Cryptography.CryptographicException or JsonException)
        {
            return null;
        }
    }
}
