using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.Platform.Http;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>The mails that follow a signup. The caller saves, so that mail and account are one step.</summary>
internal sealed class VerificationMail(Outbox outbox, OneTimeLinks links)
{
    public const string Path = "/verify-email";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Adds a link that confirms the user's address, and the mail that carries it.</summary>
    public void Add(HostContext host, Tenant tenant, User user, string? clientId)
    {
        var (link, token) = links.Add(user, LinkPurpose.VerifyEmail, Lifetime, clientId);
        var url = QueryHelpers.AddQueryString(host.Origin.At(tenant.HostName) + Path, OneTimeLinks.Parameter, token);
        var content = new MailContent("Confirm your e-mail address",
        [
            $"Welcome to {QuotedName.Of(tenant.DisplayName)} in {host.RequiredApplication.DisplayName}. Confirm that this is your address, and you are in.",
        ])
        {
            Actions = [new MailAction("Confirm address", url)],
            Footnote = "The link works once, for 24 hours. If you did not sign up, ignore this mail; without the link nothing happens.",
        };
        outbox.Add(MailFrom.Of(host, tenant), user.Email, $"Confirm your address for {QuotedName.Of(tenant.DisplayName)}", content, $"verify:{link.Id}");
    }

    /// <summary>Tells somebody who is known already that their address was used to sign up again (P-31).</summary>
    public void AddForKnown(HostContext host, Tenant tenant, User user)
    {
        var content = new MailContent("You have an account already",
        [
            $"Somebody, perhaps you, used this address to sign up to {QuotedName.Of(tenant.DisplayName)}. You already have an account there.",
            "Sign in with your password. If you do not remember it, choose “Forgot password?” on the same page.",
        ])
        {
            Actions = [new MailAction("Sign in", host.Origin.At(tenant.HostName) + "/login")],
            Footnote = "If this was not you, you need not do anything.",
        };
        outbox.Add(MailFrom.Of(host, tenant), user.Email, $"Your account in {QuotedName.Of(tenant.DisplayName)}", content, $"known:{Ids.New()}");
    }
}
