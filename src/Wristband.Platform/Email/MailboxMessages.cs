using Wristband.Platform.Http;

namespace Wristband.Platform.Email;

/// <summary>GET /api/messages?to=: the mailbox for programs, Development only.</summary>
internal static class MailboxMessages
{
    private sealed record Message(
        string Id, string To, string From, string Subject, DateTimeOffset At, string Text, IReadOnlyList<MailAction> Links);

    [OnHost(HostKind.Mailbox)]
    public static async Task<IResult> ListAsync(string? to, Mailbox mailbox, CancellationToken cancellationToken)
    {
        var messages = await mailbox.ListAsync(to, cancellationToken);
        return TypedResults.Ok(messages.Select(m => new Message(
            m.Id, m.To, m.From, m.Subject, m.At, m.Content is null ? "" : MailText.Of(m.Content), m.Content?.Actions ?? [])));
    }
}
