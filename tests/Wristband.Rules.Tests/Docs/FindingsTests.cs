using System.Text;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>Each finding has a test that carries its id, or a decision that says why not; the page is made from them.</summary>
public class FindingsTests
{
    private static IEnumerable<SourceFile> Decisions => SourceTree.Named(".md").Where(f => f.Folder == "docs/decisions");

    [Fact]
    public void Every_finding_has_a_test_or_a_decision() =>
        Missing(Findings.All, Proofs.All, Findings.DecidedAgainst).ShouldBeNone();

    [Fact]
    public void A_decision_against_a_finding_names_it() => Silent(Findings.DecidedAgainst, Decisions).ShouldBeNone();

    [Fact]
    public void The_page_is_made_from_the_tests()
    {
        var text = new StringBuilder("""
            # Findings

            What once fell short when platform, SDK and demo were run by newcomers, operators, people on phones and attackers, and what
            holds now. Each row is a kind of fault; the tests that carry its id fail when one of the kind comes back. Generated:
            `APPROVE=1 make test` writes it anew.

            """);
        foreach (var (heading, rows) in Findings.All)
        {
            text.Append($"\n## {heading}\n\n| id | what holds | tests or decision |\n|---|---|---|\n");
            foreach (var (id, holds) in rows) text.Append($"| {id} | {holds} | {Proven(id)} |\n");
        }

        text.ToString().ShouldBeTheFile("docs/findings.md");
    }

    [Fact]
    public void A_finding_without_a_test_can_fail() =>
        Missing(
            [("A", [("X-A1", "a"), ("X-A2", "b"), ("X-A3", "c")])], Carrying("X-A1"),
            new Dictionary<string, string> { ["X-A3"] = "0001" })
            .ShouldReport("X-A2 (b) has neither test nor decision");

    [Fact]
    public void A_decision_that_does_not_name_its_finding_can_fail() =>
        Silent(
            new Dictionary<string, string> { ["X-A1"] = "0001", ["X-A2"] = "0002" },
            [Planted.File("docs/decisions/0001-a.md", "Not X-A11."), Planted.File("docs/decisions/0002-b.md", "As X-A2 says.")])
            .ShouldReport("No decision 0001 names X-A1");

    private static ILookup<string, Proof> Carrying(string id) =>
        Proofs.In([Planted.File("tests/A/ATests.cs", $"/// <summary>{id}</summary>\nclass ATests {{ [Fact] void B() {{ }} }}")])
            .ToLookup(p => p.Id);

    private static IEnumerable<string> Missing(
        IEnumerable<(string Heading, (string Id, string Text)[] Rows)> findings, ILookup<string, Proof> proofs,
        IReadOnlyDictionary<string, string> against)
    {
        foreach (var (id, text) in findings.SelectMany(part => part.Rows))
        {
            if (!proofs[id].Any() && !against.ContainsKey(id))
                yield return $"{id} ({text}) has neither test nor decision. Put the id on a test.";
        }
    }

    private static IEnumerable<string> Silent(IReadOnlyDictionary<string, string> against, IEnumerable<SourceFile> decisions) =>
        from row in against
        where !decisions.Any(d => d.Path.Contains($"/{row.Value}-", StringComparison.Ordinal) && Proofs.Ids(d.Text).Contains(row.Key))
        select $"No decision {row.Value} names {row.Key}. A finding that is decided against needs its reason there.";

    private static string Proven(string id)
    {
        var tests = Proofs.Links(Proofs.All[id]);
        if (!Findings.DecidedAgainst.TryGetValue(id, out var number)) return tests;
        var decision = Decisions.Single(d => d.Path.Contains($"/{number}-", StringComparison.Ordinal)).Path["docs/".Length..];
        return $"decided against: [{number}]({decision}){(tests.Length == 0 ? "" : "<br>" + tests)}";
    }
}
