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

            The OpenID Foundation publishes a conformance suite. **This is not a certification, and the suite itself was not run:**
            the tables list its plans and modules by name, and tests of ours that expect the same
            (`tests/Wristband.Compatibility.Tests/Conformance`). This file is written by those tests. A module is marked *passes*
            because its test passed; anything else says why.

            Three differences concern every module. Read them before you compare this with a certificate:

            - **Every authorization request here carries PKCE.** The suite's plans do not send it, and a client needs it unless its
              registration says `"requireProofKey": false`, which only a confidential client can, and which then demands a `nonce`.
              Pointed at a client without that setting, the suite would get `invalid_request` for its first request in nearly every
              module; a test holds that to be so. A certification needs a client with it, and the modules that send no nonce
              still end in `invalid_request`.
            - **The tests run in memory** and not over TLS. That all endpoints of the metadata are https is checked beside them, over TLS.
            - **A person is a script** of ours, not the suite's scripted browser.

            Left out altogether, because nothing of it is offered: the plans for the implicit and hybrid flows, form_post, dynamic
            registration, front-channel logout, session management, third-party initiated login at the provider, and FAPI.


            """);
        text.AppendLine("| plan | modules | pass |").AppendLine("|---|---|---|");
        foreach (var plan in ConformanceTests.Provider) AppendTotal(text, "provider", plan);
        foreach (var plan in ConformanceTests.RelyingParty) AppendTotal(text, "relying party", plan);
        text.AppendLine().AppendLine("## The platform as provider");
        foreach (var plan in ConformanceTests.Provider) Append(text, plan);
        text.AppendLine().AppendLine("## The SDK as relying party");
        foreach (var plan in ConformanceTests.RelyingParty) Append(text, plan);
        return text.ToString();
    }

    private static void AppendTotal<T>(StringBuilder text, string side, Plan<T> plan) =>
        text.AppendLine($"| {side}: {plan.Name} | {plan.Modules.Count} | {plan.Modules.Count(m => m.Proof is not null)} |");

    private static void Append<T>(StringBuilder text, Plan<T> plan)
    {
        text.AppendLine().AppendLine($"### {plan.Name}").AppendLine();
        text.AppendLine("| module | checks | result |").AppendLine("|---|---|---|");
        foreach (var module in plan.Modules) text.AppendLine($"| {module.Name} | {module.Checks} | {module.Instead ?? "passes"} |");
    }
}
