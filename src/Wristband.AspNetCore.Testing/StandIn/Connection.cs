using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>Plugs the stand-in into an application: by settings and by the SDK's named client, which is all that a user could do too.</summary>
internal static class Connection
{
    private const string Section = WristbandDefaults.ConfigurationSection;

    private static readonly Dictionary<string, string?> Settings = new()
    {
        [$"{Section}:{nameof(WristbandOptions.ApplicationVanityDomain)}"] = "app.wristband.test",
        [$"{Section}:{nameof(WristbandOptions.ClientId)}"] = "test-client",
        [$"{Section}:{nameof(WristbandOptions.ClientSecret)}"] = "not-a-secret-the-platform-is-in-memory",
    };

    public static IWebHostBuilder Add(IWebHostBuilder builder, WristbandTestPlatform platform) => builder
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(Settings))
        .ConfigureTestServices(services =>
        {
            services.AddSingleton(platform);
            services.AddSingleton<PlatformStandIn>();
            services.AddHttpClient(WristbandDefaults.BackchannelName)
                .ConfigurePrimaryHttpMessageHandler(p => new StandInHandler(p.GetRequiredService<PlatformStandIn>()));
            // Only where the application has no keys of its own: outside Development it would not start, inside it would write files.
            services.PostConfigure<KeyManagementOptions>(keys => keys.XmlRepository ??= new KeysInMemory());
        });
}
