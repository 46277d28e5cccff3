using Wristband.EndToEnd.Tests.Running;

[assembly: AssemblyFixture(typeof(Wristband.EndToEnd.Tests.InBrowser.SharedInstallation.OfTheAssembly))]

namespace Wristband.EndToEnd.Tests.InBrowser;

/// <summary>
/// One running platform and demo for all browser journeys of the assembly, started by the first class that needs it; each journey signs
/// up a tenant of its own or uses a sample one.
/// </summary>
public sealed class SharedInstallation(SharedInstallation.OfTheAssembly shared) : IAsyncLifetime
{
    private Installation? _installation;

    internal Installation Running => _installation ?? throw new InvalidOperationException("The installation has not started.");

    public async ValueTask InitializeAsync() => _installation = await shared.Started;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public sealed class OfTheAssembly : IAsyncDisposable
    {
        private readonly Lazy<Task<Installation>> _started = new(() => Installation.StartAsync());

        internal Task<Installation> Started => _started.Value;

        public async ValueTask DisposeAsync()
        {
            if (_started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true }) await (await Started).DisposeAsync();
        }
    }
}
