namespace Wristband.Bench.Running;

/// <summary>Node programs of bench/peers, with the packages that were installed beside them.</summary>
internal static class Peers
{
    public static Task<Server> StartAsync(Workspace workspace, string script, string readyUrl, Dictionary<string, string> environment)
    {
        environment["NODE_ENV"] = "production";
        return Server.StartAsync("node", [Path.Combine(workspace.Artifacts, script)], environment, workspace.Artifacts, readyUrl);
    }
}
