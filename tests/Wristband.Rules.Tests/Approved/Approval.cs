using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Approved;

/// <summary>
/// Contracts with the outside are text files that people review. A change of the contract is a change of its file:
/// <c>APPROVE=1 make test</c> rewrites them, and the diff says what somebody else will notice.
/// </summary>
internal static class Approval
{
    private static bool Rewrites =>
        Environment.GetEnvironmentVariable("APPROVE") == "1" && Environment.GetEnvironmentVariable("CI") is null;

    /// <summary>Compares with tests/Wristband.Rules.Tests/Approved/{name}.approved.txt.</summary>
    public static void ShouldBeApproved(this string actual, string name) =>
        actual.ShouldBeTheFile($"tests/Wristband.Rules.Tests/Approved/{name}.approved.txt");

    /// <summary>Compares with a generated file of the repository.</summary>
    public static void ShouldBeTheFile(this string actual, string path)
    {
        var text = actual.ReplaceLineEndings("\n").TrimEnd() + "\n";
        var file = Repository.Folder(path);
        if (Rewrites) File.WriteAllText(file, text);
        Differences(File.Exists(file) ? File.ReadAllText(file) : "", text, path).ShouldBeNone();
    }

    public static IEnumerable<string> Differences(string approved, string actual, string path)
    {
        var (before, after) = (Lines(approved), Lines(actual));
        var differences = before.Except(after).Select(line => $"{path}: gone:  {line}")
            .Concat(after.Except(before).Select(line => $"{path}: new:   {line}")).ToList();
        if (differences.Count == 0 && !before.SequenceEqual(after)) differences.Add($"{path}: the same lines in another order or number.");
        return differences.Count == 0
            ? []
            : differences.Append($"{path}: if this is intended, run 'APPROVE=1 make test' and commit the file.");
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd().Split('\n');
}
