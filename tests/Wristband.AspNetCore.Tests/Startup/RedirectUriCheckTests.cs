using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Wristband.AspNetCore.Tests.World;

namespace Wristband.AspNetCore.Tests.Startup;

/// <summary>A login that would come back to another port than this application's is told when it starts.</summary>
public class RedirectUriCheckTests
{
    [Theory]
    [InlineData("Development", "http://localhost:1/api/auth/callback", 1)]
    [InlineData("Development", "http://localhost:{port}/api/auth/callback", 0)]
    [InlineData("Development", "https://tunnel.example/api/auth/callback", 0)]
    [InlineData("Production", "https://localhost:1/api/auth/callback", 0)]
    public async Task XE1_a_redirect_uri_of_this_machine_that_is_not_this_application_is_warned_about(
        string environment, string redirectUri, int warnings)
    {
        var logs = new CollectedLogs();
        var port = FreePort();
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = SdkWorldSetup.Empty.FullName, EnvironmentName = environment });
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new SdkWorldSetup().Settings);
        builder.AddWristband(options =>
        {
            options.AutoConfigure = false;
            options.RedirectUri = redirectUri.Replace("{port}", $"{port}", StringComparison.Ordinal);
            options.LoginUrl = options.RedirectUri.Replace("callback", "login", StringComparison.Ordinal);
        });
        await using var app = builder.Build();
        app.MapWristband();

        await app.StartAsync(TestContext.Current.CancellationToken);
        await app.StopAsync(TestContext.Current.CancellationToken);

        logs.Lines.Count(l => l.Text.StartsWith("WB1055", StringComparison.Ordinal)).ShouldBe(warnings);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
