using System.Text;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>Each fault has a test that carries its id, a measure, or the reason why there is none; the page is made from them.</summary>
public class ReliabilityTests
{
    [Fact]
    public void Every_fault_has_a_test_a_measure_or_a_reason() =>
        Missing(Faults.All, Proofs.All, Faults.Instead).ShouldBeNone();

    [Fact]
    public void Every_fault_is_listed_once() => Faults.All.SelectMany(part => part.Rows).Select(row => row.Id).Order(StringComparer.Ordinal)
        .ShouldBe(Enumerable.Range(1, 55).Select(number => $"D-{number:00}"));

    [Fact]
    public void The_page_is_made_from_the_tests()
    {
        var text = new StringBuilder("""
            # Reliability

            What may go wrong, what is promised then, and the tests that fail when the promise is broken. Most run in `make test`; those
            that repeat a fault hundreds of times run a few rounds there and all of them in `make soak`. Generated:
            `APPROVE=1 make test` writes it anew.

            """);
        foreach (var (heading, rows) in Faults.All)
        {
            text.Append($"\n## {heading}\n\n| id | fault | promise | tests, measure or reason |\n|---|---|---|---|\n");
            foreach (var (id, fault, promise) in rows) text.Append($"| {id} | {fault} | {promise} | {Proven(id)} |\n");
        }

        text.ToString().ShouldBeTheFile("docs/reliability.md");
    }

    [Fact]
    public void A_fault_without_a_test_can_fail() =>
        Missing(
            [("A", [("D-01", "a", "b"), ("D-02", "c", "d"), ("D-03", "e", "f")])],
            Proofs.In([Planted.File("tests/A/ATests.cs", "/// <summary>D-01</summary>\nclass ATests { [Fact] void B() { } }")])
                .ToLookup(p => p.Id),
            new Dictionary<string, string> { ["D-03"] = "Measured." })
            .ShouldReport("D-02 (c) has no test");

    private static IEnumerable<string> Missing(
        IEnumerable<(string Heading, (string Id, string Fault, string Promise)[] Rows)> faults, ILookup<string, Proof> proofs,
        IReadOnlyDictionary<string, string> instead) =>
        from part in faults
        from row in part.Rows
        where !proofs[row.Id].Any() && !instead.ContainsKey(row.Id)
        select $"{row.Id} ({row.Fault}) has no test, no measure and no reason why there is none.";

    private static string Proven(string id)
    {
        var tests = Proofs.Links(Proofs.All[id]);
        if (Faults.Instead.TryGetValue(id, out var instead)) return tests.Length == 0 ? instead : tests + "<br>" + instead;
        return tests;
    }
}
