using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>What counts as an id that a test carries, and what does not.</summary>
public class ProofsTests
{
    [Theory]
    [InlineData("class ATests { [Fact] void S07_a() { } }", "S-07")]
    [InlineData("class ATests {\n// S-07, B0\n[Theory] void A() { } }", "S-07")]
    [InlineData("/// <summary>S-07</summary>\nclass ATests { [Fact] void A() { } }", "S-07")]
    [InlineData("/// <summary>S-05 to S-08</summary>\nclass ATests { [Fact] void A() { } }", "S-07")]
    [InlineData("/// <summary>X-D5: a</summary>\nclass ATests { [Fact] void A() { } }", "X-D5")]
    [InlineData("/// <summary>X-B1 to X-B6: a</summary>\nclass ATests { [Fact] void A() { } }", "X-B4")]
    [InlineData("class ATests { [Fact] void XD23_a() { } }", "X-D23")]
    [InlineData("class ATests { [Fact] void D03_D05_a() { } }", "D-03")]
    [InlineData("class ATests { [Fact] void D03_D05_a() { } }", "D-05")]
    [InlineData("class ATests {\n// D-40 to D-44\n[Fact] void A() { } }", "D-42")]
    public void An_id_counts_in_a_name_a_comment_and_a_range(string code, string id) =>
        Proofs.In([Planted.File("tests/A/ATests.cs", code)]).Select(p => p.Id).ShouldContain(id);

    [Theory]
    [InlineData("// S-01\nclass Data { string s = \"S-01\"; void B() { } }")]
    [InlineData("/// <summary>As X-D13 says.</summary>\nclass Data { void B() { } }")]
    public void An_id_that_no_test_carries_can_fail(string code) => Proofs.In([Planted.File("tests/A/ATests.cs", code)]).ShouldBeEmpty();

    [Fact]
    public void The_finding_D13_is_not_the_fault_D_13_nor_the_decision_D13() =>
        Proofs.Ids("X-D13 and D13 and X-D1").ShouldBe(["X-D13", "X-D1"]);
}
