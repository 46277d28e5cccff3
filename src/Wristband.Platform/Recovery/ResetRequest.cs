using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Recovery;

/// <summary>
/// Mails a link that sets a new password, if there is anybody to mail it to. To the one who asks it looks the same (P-31).
/// </summary>
internal sealed class ResetRequest(
    PlatformDbContext database, OneTimeLinks links, Outbox outbox, AuditLog audit, IStringLocalizer<RecoveryTexts> texts)
{
    public const string Path = "/reset-password";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public async Task SendAsync(Caller caller, EmailAddress email, Journey journey, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var user = await database.Users.SingleOrDefaultAsync(
            u => u.TenantId == host.RequiredTenant.Id && u.IdentityProviderName == User.WristbandIdentityProvider
                && u.CanonicalEmail == email.Canonical && u.Status != UserStatus.Inactive,
            cancellationToken);
        AddMail(host, user, journey);
        audit.Add(caller, "password.reset_requested", user?.Id, journey.ClientId);
        await database.SaveChangesAsync(cancellationToken);
    }

    // Without a user the mail is written all the same, with a link that opens nothing, and goes to nobody (X-A16).
    private void AddMail(HostContext host, User? user, Journey journey)
    {
        var name = QuotedName.Of(host.RequiredTenant.DisplayName);
        var token = user is null ? SecretToken.New() : links.Add(user, LinkPurpose.ResetPassword, Lifetime, journey.ClientId).Token;
        var url = QueryHelpers.AddQueryString(
            host.TenantBase + Path + Journey.Query(journey.Handle), OneTimeLinks.Parameter, token);
        var content = new MailContent(texts["MailHeading"], [texts["MailText", name]])
        {
            Actions = [new MailAction(texts["MailAction"], url)],
            Footnote = texts["MailFootnote"],
        };
        var toAddress = user?.Email ?? Outbox.Nobody;
        outbox.Add(MailFrom.Of(host), toAddress, texts["MailSubject", name], content, $"reset:{SecretToken.Hash(token)}");
    }
}
