using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Architecture;

/// <summary>
/// One place starts a single sign-on session and one place ends it with what hangs on it, so that no second way in or out appears (X-A4).
/// </summary>
public class SessionsTests
{
    private const string Start = "src/Wristband.Platform/Sessions/SessionStart.cs";
    private const string End = "src/Wristband.Platform/Sessions/Ending/SessionEnd.cs";

    [Fact]
    public void Sessions_start_and_end_in_one_place_each() => Check(SourceTree.Product).ShouldBeNone();

    [Theory]
    [InlineData("class A { void M() { var s = new AuthSession { Id = 1 }; } }", "starts a session")]
    [InlineData("class A { void M() { AuthSession s = new() { Id = 1 }; } }", "starts a session")]
    [InlineData("class A { void M(AuthSession s) { s.EndedAt = null; } }", "ends a session")]
    [InlineData("class A { void M(dynamic q) { q.ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedAt, 1)); } }", "ends a session")]
    [InlineData("class A { void M(TokenFamily f) { f.RevokedAt = null; } }", "ends a session")]
    public void A_second_place_can_fail(string code, string told) =>
        Check([Planted.File("src/Wristband.Platform/Login/A.cs", code)]).ShouldReport(told);

    private static IEnumerable<string> Check(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(f => f.Path.StartsWith("src/Wristband.Platform/", StringComparison.Ordinal)
            && !f.Path.Contains("/Migrations/", StringComparison.Ordinal)))
        {
            if (file.Path != Start && Starts(file) is { } start) yield return $"{file.At(start)} starts a session. Only SessionStart may.";
            if (file.Path != End && Ends(file) is { } end) yield return $"{file.At(end)} ends a session. Only SessionEnd may.";
        }
    }

    private static SyntaxNode? Starts(SourceFile file) =>
        (SyntaxNode?)file.Nodes<ObjectCreationExpressionSyntax>().FirstOrDefault(n => n.Type.ToString() == "AuthSession")
        ?? file.Nodes<VariableDeclarationSyntax>().FirstOrDefault(n => n.Type.ToString() == "AuthSession"
            && n.Variables.Any(v => v.Initializer?.Value is ImplicitObjectCreationExpressionSyntax));

    private static SyntaxNode? Ends(SourceFile file) =>
        (SyntaxNode?)file.Nodes<AssignmentExpressionSyntax>()
            .FirstOrDefault(n => n.Left is MemberAccessExpressionSyntax { Name.Identifier.Text: "EndedAt" or "RevokedAt" })
        ?? file.Nodes<InvocationExpressionSyntax>().FirstOrDefault(n =>
            n.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "SetProperty" }
            && n.ArgumentList.Arguments[0].ToString() is var set && (set.EndsWith(".EndedAt", StringComparison.Ordinal)
                || set.EndsWith(".RevokedAt", StringComparison.Ordinal)));
}
