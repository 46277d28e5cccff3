using System.Runtime.InteropServices;

namespace Wristband.AppHost;

/// <summary>What `make run` starts: platform and demo together, or the demo alone when a .env names another Wristband.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        var workspace = Workspace.Find();
        try
        {
            if (arguments is ["people"]) return Banner.People(SeedSummary.Read(workspace));
            return workspace.OwnSettings is { } settings
                ? await RunDemoAloneAsync(workspace, settings, stop.Token)
                : await RunBothAsync(workspace, stop.Token);
        }
        catch (StartException problem)
        {
            Banner.Problem(problem.Message);
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static async Task<int> RunBothAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        Ports.RequireFree(Ports.Demo, Ports.Platform, Ports.PlatformTls);
        await using var platform = Child.Start(
            workspace, "Wristband.Platform", new() { ["Platform__DataDirectory"] = workspace.DataDirectory });
        await Readiness.WaitAsync(platform, Ports.Platform, cancellationToken);
        var settings = workspace.ForDemo(EnvFile.Read(workspace.DemoSettingsFile));
        await using var demo = Child.Start(workspace, "Wristband.DemoApp", settings);
        await Readiness.WaitAsync(demo, Ports.Demo, cancellationToken);
        Banner.Both(SeedSummary.Read(workspace), workspace);
        return await Child.WaitForAnyAsync([platform, demo], cancellationToken);
    }

    private static async Task<int> RunDemoAloneAsync(
        Workspace workspace, Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        Ports.RequireFree(Ports.Demo);
        await using var demo = Child.Start(workspace, "Wristband.DemoApp", workspace.ForDemo(settings));
        await Readiness.WaitAsync(demo, Ports.Demo, cancellationToken);
        Banner.DemoAlone(settings);
        return await Child.WaitForAnyAsync([demo], cancellationToken);
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        // The children stop on their own signal or on ours; leaving first would orphan them.
        signal.Cancel = true;
        stop.Cancel();
    }
}
