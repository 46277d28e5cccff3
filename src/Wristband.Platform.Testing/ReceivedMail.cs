using System.Net.Http.Json;

namespace Wristband.Platform.Testing;

/// <summary>A mail of the platform.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text.</param>
/// <param name="Links">The addresses of its buttons, the first of which is what the mail is for.</param>
public sealed record ReceivedMail(string Subject, string Text, IReadOnlyList<string> Links);

/// <summary>Reads the mailbox that the platform has in development.</summary>
internal static class MailReading
{
    private sealed record Message(string Subject, string Text, IReadOnlyList<Link> Links);

    private sealed record Link(string Url);

    public static async Task<ReceivedMail> LastAsync(HttpClient client, Uri mailbox, string recipient)
    {
        var messages =
            await client.GetFromJsonAsync<List<Message>>(new Uri(mailbox, "/api/messages?to=" + Uri.EscapeDataString(recipient)));
        return messages is [var newest, ..]
            ? new ReceivedMail(newest.Subject, newest.Text, [.. newest.Links.Select(l => l.Url)])
            : throw new InvalidOperationException($"There is no mail to {recipient}.");
    }
}
