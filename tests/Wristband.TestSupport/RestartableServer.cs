namespace Wristband.TestSupport;

/// <summary>The way to a host in memory that may be started again behind it.</summary>
internal sealed class RestartableServer : HttpMessageHandler
{
    private HttpMessageInvoker? _running;

    /// <summary>From now on this one answers.</summary>
    public void Use(HttpMessageHandler server)
    {
        _running?.Dispose();
        _running = new HttpMessageInvoker(server);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _running?.SendAsync(request, cancellationToken) ?? throw new InvalidOperationException("The host has not started.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) _running?.Dispose();
        base.Dispose(disposing);
    }
}
