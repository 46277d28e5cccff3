using System.Text;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>Each requirement has a test that carries its id; the page that says so is made from the tests.</summary>
public class SecurityRequirementsTests
{
    private const string Document = "docs/security-requirements.md";

    [Fact]
    public void Every_requirement_has_a_test_that_carries_its_id() => Missing(Proofs.All).ShouldBeNone();

    [Fact]
    public void The_page_is_made_from_the_tests()
    {
        var text = new StringBuilder("""
            # Security requirements

            What has to hold, and the tests that fail when it does not. A test carries the ids of the requirements that it proves,
            in its name or in a comment on it; a requirement without one fails the build. Generated: `APPROVE=1 make test` writes it
            anew.

            """);
        foreach (var (heading, rows) in SecurityRequirements.All)
        {
            text.Append($"\n## {heading}\n\n| id | requirement | tests |\n|---|---|---|\n");
            foreach (var (id, requirement) in rows) text.Append($"| {id} | {requirement} | {Proofs.Links(Proofs.All[id])} |\n");
        }

        text.ToString().ShouldBeTheFile(Document);
    }

    [Fact]
    public void A_requirement_without_a_test_can_fail() =>
        Missing(Proofs.In([Planted.File("tests/A/ATests.cs", "class ATests { /* S-01 */ [Fact] void B() { } }")]).ToLookup(p => p.Id))
            .ShouldReport("S-02 (Hosts and addresses");

    private static IEnumerable<string> Missing(ILookup<string, Proof> proofs) =>
        from part in SecurityRequirements.All
        from row in part.Rows
        where !proofs[row.Id].Any()
        select $"{row.Id} ({row.Text}) has no test. Put the id into the name of a test, or into a comment on it.";
}
