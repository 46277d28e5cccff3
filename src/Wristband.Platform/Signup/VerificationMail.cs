using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.Platform.Http;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>The mails that follow a signup. The caller saves, so that mail and account are one step.</summary>
internal sealed class VerificationMail(Outbox outbox, OneTimeLinks links, IStringLocalizer<SignupTexts> texts)
{
    public const string Path = "/verify-email";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Adds a link that confirms the user's address, and the mail that carries it.</summary>
    public void Add(HostContext host, Tenant tenant, User user, Journey journey)
    {
        var (link, token) = links.Add(user, LinkPurpose.VerifyEmail, Lifetime, journey.ClientId);
        var url = QueryHelpers.AddQueryString(
            host.Origin.At(tenant.HostName) + Path + Journey.Query(journey.Handle), OneTimeLinks.Parameter, token);
        var name = QuotedName.Of(tenant.DisplayName);
        var content = new MailContent(texts["VerifyHeading"], [texts["VerifyText", name, host.RequiredApplication.DisplayName]])
        {
            Actions = [new MailAction(texts["VerifyAction"], url)],
            Footnote = texts["VerifyFootnote"],
        };
        outbox.Add(MailFrom.Of(host, tenant), user.Email, texts["VerifySubject", name], content, $"verify:{link.Id}");
    }

    /// <summary>
    /// Tells somebody who is known already that their address was used to sign up again (P-31). Whoever is not to be told gets the same
    /// work done, as <see cref="Outbox.Nobody"/> (X-A16).
    /// </summary>
    public void AddForKnown(HostContext host, Tenant? tenant, string toAddress, Journey journey)
    {
        var name = QuotedName.Of(tenant?.DisplayName ?? "");
        var login = (tenant is null ? host.Issuer : host.Origin.At(tenant.HostName)) + "/login" + Journey.Query(journey.Handle);
        var content = new MailContent(texts["KnownHeading"], [texts["KnownText", name], texts["KnownAdvice"]])
        {
            Actions = [new MailAction(texts["KnownAction"], login)],
            Footnote = texts["KnownFootnote"],
        };
        outbox.Add(MailFrom.Of(host, tenant), toAddress, texts["KnownSubject", name], content, $"known:{Ids.New()}");
    }
}
