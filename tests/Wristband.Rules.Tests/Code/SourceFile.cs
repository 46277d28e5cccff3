using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Wristband.Rules.Tests.Code;

/// <summary>A file of the repository, or a planted one. The path is relative to the repository's root, with forward slashes.</summary>
internal sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<SyntaxTree> _tree = new(() => CSharpSyntaxTree.ParseText(Text, path: Path));

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string Project => Path.Split('/') is [_, var project, _, ..] ? project : "";

    public IReadOnlyList<string> Lines => Text.TrimEnd('\n').Split('\n');

    public IEnumerable<TNode> Nodes<TNode>() where TNode : SyntaxNode => _tree.Value.GetRoot().DescendantNodes().OfType<TNode>();

    public IEnumerable<SyntaxTrivia> Trivia => _tree.Value.GetRoot().DescendantTrivia(descendIntoTrivia: true);

    /// <summary>"src/A/B.cs:12": where a reader finds this piece of code.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    public string At(SyntaxTrivia trivia) => $"{Path}:{trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
