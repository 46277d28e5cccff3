using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Wristband.AspNetCore;
using Wristband.AspNetCore.Circuits;

// The framework's own place for Add methods, so that no using is needed.
#pragma warning disable IDE0130
namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets Blazor components that run interactively on the server live with the session.</summary>
public static class WristbandBlazorExtensions
{
    /// <summary>
    /// Adds <see cref="WristbandCircuitSession"/>, lets use of a page count as use of the session, and makes a circuit's user anonymous
    /// within seconds after the session is over: logged out, ended by the platform, idle, or at its end.
    /// </summary>
    /// <param name="builder">What <c>AddInteractiveServerComponents()</c> returns.</param>
    public static IServerSideBlazorBuilder AddWristband(this IServerSideBlazorBuilder builder)
    {
        var services = builder.Services;
        services.TryAddScoped<CircuitSession>();
        services.TryAddScoped<CircuitUser>();
        services.Replace(ServiceDescriptor.Scoped<AuthenticationStateProvider>(p => p.GetRequiredService<CircuitUser>()));
        services.TryAddScoped(p =>
            new WristbandCircuitSession(p.GetRequiredService<AuthenticationStateProvider>(), p.GetRequiredService<CircuitSession>()));
        services.TryAddEnumerable(ServiceDescriptor.Scoped<CircuitHandler, CircuitActivity>());
        return builder;
    }
}
