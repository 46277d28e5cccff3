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

    private static readonly Dictionary<string, string?> Settings =
        SettingsOf("app.wristband.test", "test-client", "not-a-secret-the-platform-is-in-memory");

    public static Dictionary<string, string?> SettingsOf(string vanityDomain, string clientId, string clientSecret) => new()
    {
        [$"{Section}:{nameof(WristbandOptions.ApplicationVanityDomain)}"] = vanityDomain,
        [$"{Section}:{nameof(WristbandOptions.ClientId)}"] = clientId,
        [$"{Section}:{nameof(WristbandOptions.ClientSecret)}"] = clientSecret,
    };

    public static IWebHostBuilder Add(IWebHostBuilder builder, WristbandTestPlatform platform) =>
        Add(builder, Settings, p => new StandInHandler(p.GetRequiredService<PlatformStandIn>())).ConfigureTestServices(services =>
        {
            services.AddSingleton(platform);
            services.AddSingleton<PlatformStandIn>();
        });

    public static IWebHostBuilder Add(
        IWebHostBuilder builder, IReadOnlyDictionary<string, string?> settings, Func<IServiceProvider, HttpMessageHandler> network) => builder
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
        .ConfigureTestServices(services =>
        {
            services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(network);
            // Only where the application has no keys of its own: outside Development it would not start, inside it would write files.
            services.PostConfigure<KeyManagementOptions>(keys => keys.XmlRepository ??= new KeysInMemory());
        });
}
