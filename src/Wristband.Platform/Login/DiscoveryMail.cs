using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Localization;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.Login;

/// <summary>
/// What the application sent along to the discovery page. The state comes back to its Login Endpoint as return_url; an authorize
/// request that waits goes on at the tenant instead.
/// </summary>
internal sealed record DiscoveryWish(string? ClientId, string? State, string? Handle = null);

/// <summary>Mails somebody the list of their workspaces, and does the same work for an address nobody has.</summary>
internal sealed class DiscoveryMail(
    PlatformDbContext database, Outbox outbox, WaitingRequests requests, AuditLog audit, IStringLocalizer<LoginTexts> texts)
{
    /// <param name="caller">Who asks.</param>
    /// <param name="canonicalEmail">For whom.</param>
    /// <param name="storedEmail">Where the mail goes; null when nobody has this address and none is sent.</param>
    /// <param name="wish">The client and the state that the application sent along.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task SendAsync(
        Caller caller, string canonicalEmail, string? storedEmail, DiscoveryWish wish, CancellationToken cancellationToken)
    {
        var host = caller.Host;
        var application = host.RequiredApplication;
        var journey = new Journey(wish.ClientId, wish.Handle);
        var token = await requests.AddWorkspacesAsync(caller, canonicalEmail, journey, wish.State, cancellationToken);
        var url = QueryHelpers.AddQueryString(host.Issuer + WorkspacesPage.Path, WorkspacesPage.Parameter, token);
        var content = new MailContent(texts["MailHeading"], [texts["MailText", application.DisplayName]])
        {
            Actions = [new MailAction(texts["MailAction"], url)],
            Footnote = texts["MailFootnote"],
        };
        audit.Add(caller, "discovery.mail_requested");
        var subject = texts["MailSubject", application.DisplayName];
        outbox.Add(MailFrom.Of(host), storedEmail ?? Outbox.Nobody, subject, content, $"discovery:{Ids.New()}");
        await database.SaveChangesAsync(cancellationToken);
    }
}
