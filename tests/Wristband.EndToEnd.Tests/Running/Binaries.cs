namespace Wristband.EndToEnd.Tests.Running;

/// <summary>Build output lies beside ours: artifacts/bin/{project}/{configuration}.</summary>
internal static class Binaries
{
    public static string Dll(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
    }
}
