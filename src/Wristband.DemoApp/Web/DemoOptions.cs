namespace Wristband.DemoApp.Web;

/// <summary>The demo's own settings, from the section "Demo".</summary>
internal sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Where the SQLite file lies; relative to the working directory.</summary>
    public string DataDirectory { get; set; } = ".data";

    /// <summary>Whether tables are made and changed at start. Unset: in Development only.</summary>
    public bool? MigrateAtStart { get; set; }

    /// <summary>Addresses of the proxies in front of the application, whose X-Forwarded headers are believed.</summary>
    public List<string> KnownProxies { get; set; } = [];
}
