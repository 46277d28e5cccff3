using System.Text;
using Wristband.Compatibility.Tests.Conformance;

namespace Wristband.Compatibility.Tests.Documents;

public class ConformanceDocumentTests
{
    [Fact]
    public void The_document_says_what_the_tests_prove() => Render().ShouldBeTheFile("docs/conformance.md");

    private static string Render()
    {
        var text = new StringBuilder("""
            # OpenID conformance

            The OpenID Foundation publishes a conformance suite. **This is not a certification, and the suite itself was not run:** the tables
            list its plans and modules by name, and tests of ours that expect the same (`tests/Wristband.Compatibility.Tests/Conformance`). This
            file is written by those tests. A module is marked *passes* because its test passed; anything else says why.

            Two differences concern every module: the tests run in memory and not over TLS, and every authorization request carries PKCE, which
            the platform demands from all clients and the suite's plans do not send.


            """);
        text.AppendLine("## The platform as provider");
        foreach (var plan in ConformanceTests.Provider) Append(text, plan);
        text.AppendLine().AppendLine("## The SDK as relying party");
        foreach (var plan in ConformanceTests.RelyingParty) Append(text, plan);
        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, Plan<T> plan)
    {
        var passed = plan.Modules.Count(m => m.Proof is not null);
        text.AppendLine().AppendLine($"### {plan.Name}").AppendLine().AppendLine($"{passed} of {plan.Modules.Count} modules pass.").AppendLine();
        text.AppendLine("| module | checks | result |").AppendLine("|---|---|---|");
        foreach (var module in plan.Modules) text.AppendLine($"| {module.Name} | {module.Checks} | {module.Instead ?? "passes"} |");
    }
}
