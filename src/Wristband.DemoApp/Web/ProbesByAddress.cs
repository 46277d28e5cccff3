namespace Wristband.DemoApp.Web;

/// <summary>
/// Who watches the process from outside asks by address, in a container or a network without names. Nothing there makes an address out
/// of the host name, so that it may be any; all other paths are served for AllowedHosts only.
/// </summary>
internal sealed class ProbesByAddress : IStartupFilter
{
    private const string Health = "/health";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (context.Request.Path.StartsWithSegments(Health, StringComparison.OrdinalIgnoreCase))
                context.Request.Host = new HostString("localhost");
            return rest(context);
        });
        next(app);
    };
}
