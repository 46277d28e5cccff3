using Microsoft.Extensions.Time.Testing;
using Wristband.TestSupport;

[assembly: AssemblyFixture(typeof(Wristband.EndToEnd.Tests.Demo.SharedDemo))]

namespace Wristband.EndToEnd.Tests.Demo;

/// <summary>One platform and one demo in memory for every test that leaves the clock alone. Each test makes its own tenant.</summary>
public sealed class SharedDemo : IAsyncLifetime
{
    public PlatformHost Platform { get; private set; } = null!;

    public DemoHost Host { get; private set; } = null!;

    public static async Task<SharedDemo> StartAsync(FakeTimeProvider time)
    {
        var demo = new SharedDemo { Platform = await PlatformHost.StartAsync(time: time) };
        await demo.InitializeAsync();
        return demo;
    }

    public async ValueTask InitializeAsync()
    {
        Platform ??= await PlatformHost.StartAsync();
        Host = await DemoHost.StartAsync(Platform, await Platform.ApplicationAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Platform.DisposeAsync();
    }
}
