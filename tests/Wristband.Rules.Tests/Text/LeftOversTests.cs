using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Text;

/// <summary>Nothing half-finished, nothing switched off, nothing that sleeps.</summary>
public class LeftOversTests
{
    private static readonly string[] Marks = ["TODO", "FIXME", "HACK", "XXX"];
    private static readonly string[] Clocks = ["time", "clock", "timeProvider", "TimeProvider.System"];

    /// <summary>
    /// A test of what not every machine can have: its part that needs none of that is a test of its own, and the gate counts it as
    /// neither passed nor failed.
    /// </summary>
    private static readonly string[] MaySkip = ["tests/Wristband.EndToEnd.Tests/Published/Container_images.cs"];

    [Fact]
    public void Nothing_is_left_over_in_the_code() => Code(SourceTree.CSharp).ShouldBeNone();

    [Theory]
    [InlineData("class A { } // TODO: finish", "a note to come back")]
    [InlineData("/* HACK */ class A;", "a note to come back")]
    [InlineData("/// <summary>FIXME</summary>\nclass A;", "a note to come back")]
    [InlineData("class A { void B() => throw new System.NotImplementedException(); }", "NotImplementedException")]
    [InlineData("class A { [Fact(Skip = \"later\")] void B() { } }", "a skipped test")]
    [InlineData("class A { [Theory(Explicit = true)] void B() { } }", "a skipped test")]
    [InlineData("class A { void B() => Assert.Skip(\"later\"); }", "a skipped test")]
    [InlineData("class A { void B() => Thread.Sleep(10); }", "Thread.Sleep")]
    [InlineData("class A { async Task B() { await Task.Delay(10); } }", "a wait")]
    [InlineData("class A { async Task B() { await Task.Delay(TimeSpan.FromSeconds(1)); } }", "a wait")]
    public void A_left_over_can_fail(string code, string problem) => Code([Planted.File("src/A.cs", code)]).ShouldReport(problem);

    [Fact]
    public void Nothing_is_left_over_in_pages_scripts_and_documents() =>
        Notes(SourceTree.Named(".cshtml", ".razor", ".js", ".css", ".md", ".sh", ".props", ".csproj", "Makefile")).ShouldBeNone();

    [Fact]
    public void A_note_in_a_page_can_fail() => Notes([Planted.File("src/A.cshtml", "<p>\n@* TODO *@")]).ShouldReport("src/A.cshtml:2");

    [Fact]
    public void Suppressions_say_why() => Suppressions(SourceTree.CSharp).ShouldBeNone();

    [Theory]
    [InlineData("class A;\n#pragma warning disable CA1000\nclass B;")]
    [InlineData("#pragma warning disable CA1000\nclass B;")]
    [InlineData("using System.Diagnostics.CodeAnalysis;\n[SuppressMessage(\"Design\", \"CA1000\")] class B;")]
    public void A_suppression_without_a_reason_can_fail(string code) =>
        Suppressions([Planted.File("src/A.cs", code)]).ShouldReport("without a reason");

    private static IEnumerable<string> Code(IEnumerable<SourceFile> files) => files.SelectMany(file =>
        file.Trivia.Where(t => (t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)
                || t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)) && HasMark(t.ToString()))
            .Select(t => $"{file.At(t)}: a note to come back. Do it now, or open an issue.")
        .Concat(file.Nodes<IdentifierNameSyntax>().Where(n => n.Identifier.Text == "NotImplementedException")
            .Select(n => $"{file.At(n)}: NotImplementedException."))
        .Concat(file.Nodes<AttributeArgumentSyntax>().Where(a => a.NameEquals?.Name.Identifier.Text is "Skip" or "Explicit")
            .Select(a => $"{file.At(a)}: a skipped test. A test that cannot run proves nothing."))
        .Concat(file.Nodes<InvocationExpressionSyntax>().Select(i => Call(file, i)).OfType<string>()));

    private static string? Call(SourceFile file, InvocationExpressionSyntax call) => call.Expression.ToString() switch
    {
        "Assert.Skip" or "Assert.SkipWhen" or "Assert.SkipUnless" when !MaySkip.Contains(file.Path) =>
            $"{file.At(call)}: a skipped test. A test that cannot run proves nothing.",
        "Thread.Sleep" => $"{file.At(call)}: Thread.Sleep.",
        "Task.Delay" when !call.ArgumentList.Arguments.Skip(1).Any(a => Clocks.Contains(a.ToString().TrimStart('_')))
            => $"{file.At(call)}: a wait that does not follow the TimeProvider.",
        _ => null,
    };

    private static IEnumerable<string> Notes(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Index()
        where HasMark(line.Item)
        select $"{file.Path}:{line.Index + 1}: a note to come back. Do it now, or open an issue.";

    private static bool HasMark(string text) => text.Split([.. " \t\r\n:;,.()[]*/<>!@-"]).Any(Marks.Contains);

    private static IEnumerable<string> Suppressions(IEnumerable<SourceFile> files) => files.SelectMany(file =>
        file.Trivia.Where(
            t => t.IsKind(SyntaxKind.PragmaWarningDirectiveTrivia) && t.ToString().Contains("disable", StringComparison.Ordinal))
            .Select(t => t.GetLocation().GetLineSpan().StartLinePosition.Line)
            .Where(line => !file.Lines[line].Contains("//", StringComparison.Ordinal))
            .Where(line => !(line > 0 && file.Lines[line - 1].TrimStart().StartsWith("//", StringComparison.Ordinal)))
            .Select(line => $"{file.Path}:{line + 1}: #pragma without a reason, on the line above or behind it.")
        .Concat(file.Nodes<AttributeSyntax>()
            .Where(a => a.Name.ToString().EndsWith("SuppressMessage", StringComparison.Ordinal) && !a.ToString()
                .Contains("Justification", StringComparison.Ordinal))
            .Select(a => $"{file.At(a)}: SuppressMessage without a reason (Justification).")));
}
