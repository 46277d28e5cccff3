using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// The services of one configuration. They find each other by type alone, because no other configuration's are among them (S-92). The
/// application holds one of these for each configuration, under its name.
/// </summary>
internal sealed class SchemeServices(ServiceProvider services) : IServiceProvider, IDisposable
{
    public object? GetService(Type serviceType) => services.GetService(serviceType);

    public void Dispose() => services.Dispose();
}

/// <summary>The application's own services, for what the configuration of the SDK decides to ask it for: its cache, its locks.</summary>
internal sealed record ApplicationServices(IServiceProvider Provider);
