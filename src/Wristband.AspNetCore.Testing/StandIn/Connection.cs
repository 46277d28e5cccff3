using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Wristband.AspNetCore.Testing.StandIn;

/// <summary>
/// Plugs the stand-in into an application: by settings and by the SDK's named client, which is all that a user could do too.
/// </summary>
internal static class Connection
{
    private const string VanityDomain = "app.wristband.test";
    private const string ClientId = "test-client";
    private const string ClientSecret = "not-a-secret-the-platform-is-in-memory";
    private const string Section = WristbandDefaults.ConfigurationSection;

    private static readonly Dictionary<string, string?> Settings =
        SettingsOf(VanityDomain, ClientId, ClientSecret);

    public static Dictionary<string, string?> SettingsOf(string vanityDomain, string clientId, string clientSecret) => new()
    {
        [$"{Section}:{nameof(WristbandOptions.ApplicationVanityDomain)}"] = vanityDomain,
        [$"{Section}:{nameof(WristbandOptions.ClientId)}"] = clientId,
        [$"{Section}:{nameof(WristbandOptions.ClientSecret)}"] = clientSecret,
    };

    public static IWebHostBuilder Add(IWebHostBuilder builder, WristbandTestPlatform platform) => builder
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(Settings))
        .ConfigureTestServices(services =>
        {
            // By then the application has registered its configurations, each under its name.
            foreach (var name in services
                .Where(s => s.ServiceType == typeof(WristbandOptions)).Select(s => s.ServiceKey).OfType<string>().ToList())
                AddConfiguration(services, name, platform);
            AddKeys(services);
        });

    /// <summary>A platform elsewhere for the application's default configuration.</summary>
    public static IWebHostBuilder Add(
        IWebHostBuilder builder, IReadOnlyDictionary<string, string?> settings, Func<IServiceProvider, HttpMessageHandler> network) =>
        builder
        .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(settings))
        .ConfigureTestServices(services =>
        {
            services.AddHttpClient(WristbandDefaults.BackchannelName).ConfigurePrimaryHttpMessageHandler(network);
            AddKeys(services);
        });

    private static void AddConfiguration(IServiceCollection services, string name, WristbandTestPlatform platform)
    {
        services.AddKeyedSingleton(name, (p, _) =>
            new PlatformStandIn(platform, p.GetRequiredKeyedService<WristbandOptions>(name), p.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(WristbandDefaults.BackchannelNameOf(name))
            .ConfigurePrimaryHttpMessageHandler(p => new StandInHandler(p.GetRequiredKeyedService<PlatformStandIn>(name)));
        if (name.Length == 0) return;
        // A named configuration may have its settings anywhere; what is missing is filled in.
        services.Configure<WristbandOptions>(name, options =>
        {
            if (string.IsNullOrEmpty(options.ApplicationVanityDomain)) options.ApplicationVanityDomain = VanityDomain;
            if (string.IsNullOrEmpty(options.ClientId)) options.ClientId = $"{ClientId}-{name}";
            if (string.IsNullOrEmpty(options.ClientSecret)) options.ClientSecret = ClientSecret;
        });
    }

    /// <summary>
    /// Only where the application has no keys of its own: outside Development it would not start, inside it would write files.
    /// </summary>
    private static void AddKeys(IServiceCollection services) =>
        services.PostConfigure<KeyManagementOptions>(keys => keys.XmlRepository ??= new KeysInMemory());
}
