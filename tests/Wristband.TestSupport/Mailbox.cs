using System.Net.Http.Json;

namespace Wristband.TestSupport;

/// <summary>A mail that the platform promised to send.</summary>
public sealed record Mail(string Id, string To, string From, string Subject, string Text, IReadOnlyList<MailLink> Links)
{
    /// <summary>What the mail is for.</summary>
    public string Link => Links[0].Url;
}

public sealed record MailLink(string Label, string Url);

/// <summary>
/// Reads the platform's mailbox over HTTP. A mail is there as soon as the request that caused it is answered, because it is
/// written in the same transaction; nobody has to wait for it.
/// </summary>
public sealed class Mailbox(HttpMessageHandler network, string address = "http://mail.dev.localhost:6002")
{
    /// <summary>Every mail to an address, newest first.</summary>
    public async Task<IReadOnlyList<Mail>> ToAsync(string recipient)
    {
        using var client = new HttpClient(network, disposeHandler: false);
        return await client.GetFromJsonAsync<List<Mail>>($"{address}/api/messages?to={Uri.EscapeDataString(recipient)}") ?? [];
    }

    /// <summary>The newest mail to an address. Fails when there is none.</summary>
    public async Task<Mail> LastToAsync(string recipient) =>
        await ToAsync(recipient) is [var newest, ..] ? newest : throw new InvalidOperationException($"No mail to {recipient}.");
}
