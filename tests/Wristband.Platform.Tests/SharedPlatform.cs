using Wristband.TestSupport;

[assembly: AssemblyFixture(typeof(Wristband.Platform.Tests.SharedPlatform))]

namespace Wristband.Platform.Tests;

/// <summary>One platform for every test that leaves the clock alone. Each test makes its own application and tenant on it.</summary>
public sealed class SharedPlatform : IAsyncLifetime
{
    public PlatformHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await PlatformHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
