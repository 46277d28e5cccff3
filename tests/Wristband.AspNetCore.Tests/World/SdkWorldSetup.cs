using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Wristband.AspNetCore.Tests.World;

/// <summary>What a test wants to be different.</summary>
internal sealed class SdkWorldSetup
{
    public static readonly DirectoryInfo Empty = Directory.CreateTempSubdirectory("wristband-sdk-tests-");

    public string Environment { get; set; } = "Production";

    /// <summary>An empty folder: the test's own output folder holds other products' settings files.</summary>
    public string ContentRoot { get; set; } = Empty.FullName;

    public WatchedClock? Clock { get; set; }

    public FakePlatform? Platform { get; set; }

    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Wristband:ApplicationVanityDomain"] = FakePlatform.Host,
        ["Wristband:ClientId"] = FakePlatform.ClientId,
        ["Wristband:ClientSecret"] = FakePlatform.ClientSecret,
        ["Wristband:SessionSecrets:0"] = SdkWorld.Secret,
    };

    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    public CollectedLogs Logs { get; } = new();

    public Action<WristbandOptions> Options { get; set; } = _ => { };

    /// <summary>Registrations before AddWristband.</summary>
    public Action<WebApplicationBuilder> Before { get; set; } = _ => { };

    /// <summary>Registrations after AddWristband.</summary>
    public Action<WebApplicationBuilder> After { get; set; } = _ => { };

    public Action<WebApplication> Middleware { get; set; } = _ => { };

    public Action<WebApplication> Routes { get; set; } = _ => { };
}
