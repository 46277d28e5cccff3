using Microsoft.AspNetCore.Authorization;

namespace Wristband.DemoApp.Live;

/// <summary>SignalR and Blazor Server: connections that live longer than a request.</summary>
internal static class LiveExtensions
{
    private const string Hub = "/hubs/counter";

    public static WebApplicationBuilder AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR();
        // __WRISTBAND__ Components get the session's token, and learn when the session is over.
        builder.Services.AddServerSideBlazor().AddWristband();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddSingleton<TenantCounter>();
        return builder;
    }

    /// <summary>
    /// The framework's two side doors need nobody signed in: one lists scripts to load, the other ends the circuit whose sealed id it is
    /// given. Open, they cannot be used in somebody's name.
    /// </summary>
    private static void OpenTheHarmlessOnes(EndpointBuilder endpoint)
    {
        if (endpoint is not RouteEndpointBuilder { RoutePattern.RawText: { } path }) return;
        if (path.Contains("/initializers", StringComparison.Ordinal) || path.Contains("/disconnect", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }

    public static void MapLive(this WebApplication app)
    {
        app.MapHub<CounterHub>(Hub, options => options.CloseOnAuthenticationExpiration = true);
        // __WRISTBAND__ Circuits belong to signed-in people, like the page that starts them.
        app.MapBlazorHub(options => options.CloseOnAuthenticationExpiration = true).RequireAuthorization().Add(OpenTheHarmlessOnes);
    }
}
