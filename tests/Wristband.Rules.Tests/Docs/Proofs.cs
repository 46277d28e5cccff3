using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>A test, or a whole class of tests, that carries an id.</summary>
internal sealed record Proof(string Id, string Class, string? Test, string Path);

/// <summary>
/// The ids that tests carry, in their names or in comments on them or their class: <c>S-07</c>, <c>G-02</c>, <c>DM-03</c> of the security
/// requirements, <c>D-14</c> of the fault catalogue, <c>X-A1</c> of the findings. Ranges count: <c>D-40 to D-44</c>.
/// </summary>
internal static partial class Proofs
{
    /// <summary>The rules about ids quote ids themselves; these say nothing about the products.</summary>
    private static readonly string[] OnlyQuote =
        [nameof(SecurityRequirementsTests), nameof(FindingsTests), nameof(ReliabilityTests), nameof(ProofsTests)];

    private static readonly Lazy<ILookup<string, Proof>> Read = new(() => In(SourceTree.CSharp
        .Where(f => f.Path.StartsWith("tests/", StringComparison.Ordinal) && !OnlyQuote.Contains(Path.GetFileNameWithoutExtension(f.Path))))
        .ToLookup(p => p.Id));

    public static ILookup<string, Proof> All => Read.Value;

    public static IEnumerable<Proof> In(IEnumerable<SourceFile> files) =>
        from file in files
        from type in file.Nodes<ClassDeclarationSyntax>()
        let tests = type.Members.OfType<MethodDeclarationSyntax>().Where(IsTest).ToList()
        where tests.Count > 0
        from proof in Ids(type.GetLeadingTrivia().ToFullString()).Select(id => new Proof(id, type.Identifier.Text, null, file.Path))
            .Concat(from test in tests
                    from id in Ids(test.ToFullString())
                    select new Proof(id, type.Identifier.Text, test.Identifier.Text, file.Path))
        select proof;

    /// <summary>The tests as links from a document in the folder docs.</summary>
    public static string Links(IEnumerable<Proof> proofs) => string.Join("<br>", proofs
        .GroupBy(p => (p.Path, p.Class)).OrderBy(g => g.Key.Path, StringComparer.Ordinal)
        .Select(g => $"[{g.Key.Class}](../{g.Key.Path}){Names(g)}"));

    public static IEnumerable<string> Ids(string text)
    {
        var ranges = from match in Range().Matches(text)
                     from number in Enumerable.Range(Number(match, "from"), Math.Max(0, Number(match, "to") - Number(match, "from") + 1))
                     select Written(match.Groups["kind"].Value, number);
        return Id().Matches(text).Select(m => Written(m.Groups["kind"].Value, Number(m, "number"))).Concat(ranges).Distinct();
    }

    private static bool IsTest(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(list => list.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory");

    private static string Names(IEnumerable<Proof> proofs)
    {
        var names = proofs.Select(p => p.Test).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : ": " + string.Join(", ", names.Select(n => n.Replace('_', ' ')));
    }

    private static string Written(string kind, int number) => kind[0] == 'X' ? $"X-{kind[^1]}{number}" : $"{kind}-{number:00}";

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    // Names of tests have no dashes: S07, DM03, D14, XA1. A lone D13 in a sentence is a decision of the design, so D needs its dash there.
    [GeneratedRegex(
        @"(?<![A-Za-z0-9-])(?:(?<kind>S|G|DM)-?(?<number>\d\d)|(?<kind>D)-(?<number>\d\d)|(?<kind>X-?[A-F])(?<number>\d{1,2}))(?!\d)" +
        @"|(?<=[ _])(?<kind>D)(?<number>\d\d)(?=_)")]
    private static partial Regex Id();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9-])(?:(?<kind>S|G|DM|D)-(?<from>\d\d) to \k<kind>-(?<to>\d\d)|" +
        @"(?<kind>X-[A-F])(?<from>\d{1,2}) to \k<kind>(?<to>\d{1,2}))\b")]
    private static partial Regex Range();
}
