using System.Text.RegularExpressions;

namespace Wristband.Platform.Tests.Isolation;

/// <summary>
/// A request that succeeds. Every id in it is a slot such as {tenant}, in the path, the query or the body: the kind of thing it names.
/// </summary>
internal sealed partial record Call(string Path, string? Body = null)
{
    public IReadOnlyList<string> Slots { get; } = [.. Slot().Matches(Path + Body).Select(m => m.Groups[1].Value)];

    /// <summary>The request with these ids, but another one in one slot.</summary>
    public (string Path, string? Body) Fill(IReadOnlyDictionary<string, string> ids, int slot = -1, string? other = null)
    {
        var at = 0;
        string Next(Match match) => at++ == slot ? other! : ids[match.Groups[1].Value];
        var path = Slot().Replace(Path, Next);
        return (path, Body is null ? null : Slot().Replace(Body, Next));
    }

    /// <summary>Whether every parameter of the route is a slot, and nothing else is different.</summary>
    public bool Fits(string route) => Slot().Replace(Path.Split('?')[0], "{}") == Parameter().Replace(route, "{}");

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Slot();

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Parameter();
}
