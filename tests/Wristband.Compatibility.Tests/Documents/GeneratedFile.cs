using Wristband.TestSupport;

namespace Wristband.Compatibility.Tests.Documents;

/// <summary>
/// Documents that say what tests prove are written by tests: <c>APPROVE=1 make test</c> rewrites them, every other run compares.
/// </summary>
internal static class GeneratedFile
{
    private static bool Rewrites =>
        Environment.GetEnvironmentVariable("APPROVE") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    public static void ShouldBeTheFile(this string generated, string path)
    {
        var text = generated.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Repository.Folder(path);
        if (Rewrites) File.WriteAllText(file, text);
        var committed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        committed.ShouldBe(text, $"{path} does not say what the tests prove. Run 'APPROVE=1 make test' and commit it.");
    }
}
