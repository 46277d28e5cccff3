using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;

namespace Wristband.Platform.Email;

/// <summary>Everybody's mail on a development machine. The reason to come here is to click the link.</summary>
[OnHost(HostKind.Mailbox)]
internal sealed class MailboxPage(Mailbox mailbox) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "to")]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "id")]
    public string? Id { get; set; }

    public IReadOnlyList<MailboxMessage> Messages { get; private set; } = [];
    public MailboxMessage? Open { get; private set; }

    /// <summary>Whether the visitor picked a mail; on a phone the list makes way for it.</summary>
    public bool IsPicked => Id is not null && Open?.Id == Id;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Messages = await mailbox.ListAsync(To, cancellationToken);
        Open = Messages.FirstOrDefault(m => m.Id == Id) ?? (Messages.Count > 0 ? Messages[0] : null);
    }
}
