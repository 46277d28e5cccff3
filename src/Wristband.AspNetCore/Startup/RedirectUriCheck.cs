using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tenancy;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Startup;

/// <summary>
/// In Development, whether a login would come back to this application: a redirect URI of this machine names a port on which the server
/// listens. Elsewhere a proxy stands in between, and nobody can tell.
/// </summary>
internal sealed partial class RedirectUriCheck(
    IEnumerable<SchemeNames> configurations, IServiceProvider services, IHostEnvironment environment, ILogger<RedirectUriCheck> logger)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment()) return;
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.ToArray() ?? [];
        // A test's server has none.
        if (addresses.Length == 0) return;
        foreach (var names in configurations)
        {
            if (!services.GetRequiredKeyedService<WristbandOptions>(names.Name).StartupAudit) continue;
            var source = services.GetRequiredKeyedService<SchemeServices>(names.Name).GetRequiredService<SettingsSource>();
            if (await source.GetAsync(cancellationToken) is { } settings && IsElsewhere(settings.RedirectUri, addresses))
                Log.Elsewhere(logger, settings.RedirectUri, string.Join(", ", addresses));
        }
    }

    internal static bool IsElsewhere(string redirectUri, IEnumerable<string> addresses) =>
        Uri.TryCreate(SettingsRules.WithTenant(redirectUri, "tenant"), UriKind.Absolute, out var uri)
        && LoopbackNames.Contains(uri.Host) && addresses.All(a => BindingAddress.Parse(a).Port != uri.Port);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1055, LogLevel.Warning, "WB1055 After a login browsers go to {RedirectUri}, and this application listens on "
            + "{Addresses}. Start it there (--urls, or launchSettings.json), or register its own callback at the "
            + ""
            + "platform.", EventName = "RedirectUriElsewhere")]
        public static partial void Elsewhere(ILogger logger, string redirectUri, string addresses);
    }
}
