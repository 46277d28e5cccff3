namespace Wristband.Platform.Testing;

/// <summary>The network of a test: the platform's hosts, and the application for every other name. Nothing leaves the process.</summary>
internal sealed class Network(string platformDomain, HttpMessageHandler platform, HttpMessageHandler application) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _platform = new(platform, disposeHandler: false);
    private readonly HttpMessageInvoker _application = new(application);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (request.RequestUri!.Host.EndsWith("." + platformDomain, StringComparison.Ordinal) ? _platform : _application)
            .SendAsync(request, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _platform.Dispose();
            _application.Dispose();
        }
        base.Dispose(disposing);
    }
}
