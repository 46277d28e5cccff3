namespace Wristband.Compatibility.Tests.Running;

/// <summary>All that a process is started with: command line, folder, and what its environment has beyond the tests' own.</summary>
internal sealed record Launch(string File, IReadOnlyList<string> Arguments, string Folder, IReadOnlyDictionary<string, string> Environment)
{
    public Launch(string file, IReadOnlyList<string> arguments, string folder)
        : this(file, arguments, folder, new Dictionary<string, string>())
    {
    }

    public override string ToString() => $"{File} {string.Join(' ', Arguments)}";
}
