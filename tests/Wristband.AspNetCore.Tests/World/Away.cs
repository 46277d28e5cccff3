namespace Wristband.AspNetCore.Tests.World;

/// <summary>A network on which every request ends with this exception.</summary>
internal sealed class Away(Exception problem) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw problem;
}
