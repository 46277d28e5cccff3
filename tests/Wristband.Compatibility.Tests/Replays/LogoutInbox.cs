using System.Net;
using System.Threading.Channels;

namespace Wristband.Compatibility.Tests.Replays;

/// <summary>Where applications hear of logouts: keeps the logout tokens that the platform sends.</summary>
internal sealed class LogoutInbox : HttpMessageHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<string> _tokens = Channel.CreateUnbounded<string>();

    public async Task<string> NextAsync() => await _tokens.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        await _tokens.Writer.WriteAsync(
            Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(body)["logout_token"].ToString(), cancellationToken);
        return new HttpResponseMessage(HttpStatusCode.OK);
    }
}
