using Wristband.Platform.Tests.Isolation;
using Wristband.TestSupport;

namespace Wristband.Platform.Tests.Fuzz;

/// <summary>A platform for requests that take much away. Whoever sends them gets an application of their own.</summary>
public sealed class FuzzedPlatform : IAsyncLifetime
{
    private PlatformHost _host = null!;
    private World _stranger = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await PlatformHost.StartAsync();
        _stranger = await World.BuildAsync(_host);
    }

    internal async Task<Caller> NewAdminAsync() => await Caller.AdminAsync(await World.BuildAsync(_host), _stranger);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
