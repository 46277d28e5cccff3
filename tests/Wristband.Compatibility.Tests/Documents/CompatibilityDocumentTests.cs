using System.Text;
using Wristband.Compatibility.Tests.Replays;

namespace Wristband.Compatibility.Tests.Documents;

public class CompatibilityDocumentTests
{
    private const string Path = "docs/compatibility.md";

    [Fact]
    public void The_document_says_what_the_tests_prove() => Render().ShouldBeTheFile(Path);

    [Fact]
    public void Every_sdk_proves_something() => Matrix.Rows.ShouldAllBe(row => row.Proven.Count > 3);

    private static string Render()
    {
        var text = new StringBuilder("""
            # Compatibility

            What runs against the platform unmodified, and what the tests know about the code that no package registry offers. This
            file is written by `tests/Wristband.Compatibility.Tests`: a cell is there because a test passed. How to point an
            official SDK at your own platform is in [official-sdks.md](official-sdks.md).

            ## Other people's code, running

            Real processes over TLS: the official Express SDK in two generations, certified relying parties, and the framework's own
            handler. A dash means that the library has no such thing, or leaves it to others. Each cell is a test with the tests'
            own browser, which is strict about certificates; the last column is one long journey in Chromium: signup, mail, session,
            expired token, API call, logout, tenant discovery and login. It is walked with Wristband's own SDKs.


            """);
        text.AppendLine($"| SDK | {string.Join(" | ", Matrix.Capabilities)} |");
        text.AppendLine($"|---|{string.Concat(Matrix.Capabilities.Select(_ => "---|"))}");
        foreach (var (sdk, proven) in Matrix.Rows)
        {
            text.AppendLine($"| {sdk} | {string.Join(" | ", Matrix.Capabilities.Select(c => proven.Contains(c) ? "yes" : "-"))} |");
        }
        text.Append("""

            ## The wire contract, fact by fact

            The exact requests and expectations of every official SDK (Django, FastAPI, Go, Next.js, NestJS, C#, Express in all
            generations, the JWT validators, iOS), replayed against the platform. *Gen A* and *Gen B* are the SDK generations with
            `tenant_name`, *Legacy* the older one with `tenant_domain`. The section numbers group the facts; a fact without proof
            says why.

            """);
        foreach (var (section, title) in FactTable.Sections)
        {
            text.AppendLine().AppendLine($"### {section} {title}").AppendLine().AppendLine("| who relies on it | fact | proven |")
                .AppendLine("|---|---|---|");
            foreach (var fact in FactTable.All.Where(f => f.Section == section))
                text.AppendLine($"| {fact.Who} | {Cell(fact.What)} | {fact.WhyNot ?? "yes"} |");
        }
        return text.ToString();
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
