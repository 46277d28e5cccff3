using Wristband.EndToEnd.Tests.Running;

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// One running platform and demo for all browser journeys; each journey signs up a tenant of its own or uses a sample one.
/// </summary>
public sealed class SharedInstallation : IAsyncLifetime
{
    private Installation? _installation;

    internal Installation Running => _installation ?? throw new InvalidOperationException("The installation has not started.");

    public async ValueTask InitializeAsync() => _installation = await Installation.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null) await _installation.DisposeAsync();
    }
}
