using System.Globalization;

namespace Wristband.Bench.Running;

/// <summary>The applications of the session and bearer rows: ours, the framework's, and the Express peers.</summary>
internal static class Apps
{
    public static Task<Server> SdkAsync(Workspace workspace, Platform platform, string url)
    {
        var client = platform.Client("sdk");
        return DotnetAsync(workspace, url, [], new Dictionary<string, string>
        {
            ["APPLICATION_VANITY_DOMAIN"] = "http://" + platform.ApplicationHost,
            ["CLIENT_ID"] = client.ClientId,
            ["CLIENT_SECRET"] = client.ClientSecret,
        });
    }

    public static Task<Server> BareAsync(Workspace workspace, string url) => DotnetAsync(workspace, url, ["bare"], []);

    public static Task<Server> ExpressAsync(Workspace workspace, Platform platform, string script, int port, string certificate)
    {
        var client = platform.Client("express");
        return Peers.StartAsync(workspace, script, $"http://localhost:{port}/", new Dictionary<string, string>
        {
            ["APPLICATION_VANITY_DOMAIN"] = platform.Host(SeedFile.Application, tls: true),
            ["CLIENT_ID"] = client.ClientId,
            ["CLIENT_SECRET"] = client.ClientSecret,
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["NODE_EXTRA_CA_CERTS"] = certificate,
            ["NODE_OPTIONS"] = "--require " + Path.Combine(workspace.Artifacts, "resolve-localhost.cjs"),
        });
    }

    private static Task<Server> DotnetAsync(Workspace workspace, string url, string[] arguments, Dictionary<string, string> environment)
    {
        environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        environment["ASPNETCORE_URLS"] = url;
        environment["Logging__LogLevel__Default"] = "Warning";
        return Server.StartAsync(
            "dotnet", [workspace.Dll("Wristband.Bench.Apps"), .. arguments], environment, workspace.Folder("app"), url + "/");
    }
}
