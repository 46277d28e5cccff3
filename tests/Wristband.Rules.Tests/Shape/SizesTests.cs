using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Shape;

/// <summary>Small files, small methods, small folders. Exceptions are listed here, with their reason.</summary>
public class SizesTests
{
    private const int MostLines = 300;
    private const int MostLinesOfATest = 400;
    private const int MostLinesOfNineInTen = 150;
    private const int MostLinesOfHalf = 60;
    private const int MostMethodLines = 60;
    private const int MostFilesInAFolder = 25;
    private const int DeepestFolder = 2;
    private const int MostColumns = 140;
    private const int MostConstructorParameters = 6;

    /// <summary>Methods that are lists rather than steps.</summary>
    private static readonly string[] Lists =
    [
        "tests/Wristband.AspNetCore.Tests/Configuration/OptionsTests.cs", "tests/Wristband.Compatibility.Tests/Replays/LogoutFacts.cs",
        "tests/Wristband.Compatibility.Tests/Replays/TokenClaimFacts.cs",
    ];

    [Fact]
    public void No_file_is_longer_than_300_lines_and_no_test_than_400() =>
        Long(SourceTree.CSharp).ShouldBeNone();

    [Fact]
    public void A_long_file_can_fail()
    {
        Long([Lines("src/A/B.cs", 301)]).ShouldReport("src/A/B.cs has 301 lines");
        Long([Lines("tests/A/B.cs", 401)]).ShouldReport("tests/A/B.cs has 401 lines");
    }

    [Fact]
    public void Nine_files_in_ten_stay_below_150_lines_and_half_below_60() => Spread(SourceTree.Product).ShouldBeNone();

    [Fact]
    public void Long_files_everywhere_can_fail()
    {
        Spread([Lines("a.cs", 1), Lines("b.cs", 2), Lines("c.cs", 151)]).ShouldReport("One file in ten has 151 lines or more");
        Spread([Lines("a.cs", 61), Lines("b.cs", 61), Lines("c.cs", 1)]).ShouldReport("Half of the files have 61 lines or more");
    }

    [Fact]
    public void No_method_is_longer_than_60_lines() => LongMethods(SourceTree.CSharp.Where(f => !Lists.Contains(f.Path))).ShouldBeNone();

    [Theory]
    [InlineData("class A { void Long() {\n", "} }")]
    [InlineData("class A { A() {\n", "} }")]
    [InlineData("class A { int Long { get {\n", "return 1; } } }")]
    [InlineData("class A { System.Action Long = () => {\n", "}; }")]
    [InlineData("class A { void Short() { void Long() {\n", "} } }")]
    public void A_long_method_can_fail(string head, string tail) =>
        LongMethods([Planted.File("src/A/B.cs", head + new string('\n', 60) + tail)]).ShouldReport("src/A/B.cs:1 has a method of 62 lines");

    [Fact]
    public void No_folder_has_more_than_25_files_or_is_deeper_than_2() => Folders(SourceTree.CSharp).ShouldBeNone();

    [Fact]
    public void A_large_or_deep_folder_can_fail()
    {
        Folders(Enumerable.Range(0, 26).Select(i => Lines($"src/P/Login/F{i}.cs", 1))).ShouldReport("src/P/Login has 26 files");
        Folders([Lines("src/P/A/B/C/F.cs", 1)]).ShouldReport("src/P/A/B/C is 3 folders below its project");
    }

    [Fact]
    public void No_line_is_wider_than_140_columns() => Wide(SourceTree.CSharp).ShouldBeNone();

    [Fact]
    public void A_wide_line_can_fail() =>
        Wide([Planted.File("tests/A/B.cs", "\n" + new string('x', 141))]).ShouldReport("tests/A/B.cs:2 has 141 columns");

    [Fact]
    public void No_constructor_takes_more_than_6_things() => Greedy(SourceTree.Product).ShouldBeNone();

    [Theory]
    [InlineData("class A(int a, int b, int c, int d, int e, int f, int g);")]
    [InlineData("class A { A(int a, int b, int c, int d, int e, int f, int g) {} }")]
    public void A_constructor_that_takes_7_things_can_fail(string code) =>
        Greedy([Planted.File("src/A/B.cs", code)]).ShouldReport("src/A/B.cs:1: A takes 7 things");

    private static IEnumerable<string> Wide(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Select((text, n) => (Columns: text.Length, Number: n + 1))
        where line.Columns > MostColumns
        select $"{file.Path}:{line.Number} has {line.Columns} columns, {MostColumns} are allowed.";

    // What a record takes is its data, not what it needs in order to work.
    private static IEnumerable<string> Greedy(IEnumerable<SourceFile> files) =>
        from file in files
        from type in file.Nodes<ClassDeclarationSyntax>()
        from takes in type.Members.OfType<ConstructorDeclarationSyntax>().Select(c => c.ParameterList).Append(type.ParameterList)
        where takes?.Parameters.Count > MostConstructorParameters
        select $"{file.At(type)}: {type.Identifier} takes {takes.Parameters.Count} things, {MostConstructorParameters} are allowed.";

    private static IEnumerable<string> Long(IEnumerable<SourceFile> files) =>
        from file in files
        let most = file.Path.StartsWith("tests/", StringComparison.Ordinal) ? MostLinesOfATest : MostLines
        where file.Lines.Count > most
        select $"{file.Path} has {file.Lines.Count} lines, {most} are allowed. Split it by topic.";

    private static IEnumerable<string> Spread(IEnumerable<SourceFile> files)
    {
        var lines = files.Select(f => f.Lines.Count).Order().ToList();
        var (half, nineInTen) = (lines[lines.Count / 2], lines[(int)(lines.Count * 0.9)]);
        if (nineInTen > MostLinesOfNineInTen)
            yield return $"One file in ten has {nineInTen} lines or more, {MostLinesOfNineInTen} are allowed.";
        if (half > MostLinesOfHalf) yield return $"Half of the files have {half} lines or more, {MostLinesOfHalf} are allowed.";
    }

    private static IEnumerable<string> LongMethods(IEnumerable<SourceFile> files) =>
        from file in files
        from node in file.Nodes<SyntaxNode>()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            or AnonymousFunctionExpressionSyntax
        let span = node.GetLocation().GetLineSpan()
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MostMethodLines
        select $"{file.At(node)} has a method of {lines} lines, {MostMethodLines} are allowed.";

    private static IEnumerable<string> Folders(IEnumerable<SourceFile> files)
    {
        foreach (var folder in files.GroupBy(f => f.Folder))
        {
            if (folder.Count() > MostFilesInAFolder)
                yield return $"{folder.Key} has {folder.Count()} files, {MostFilesInAFolder} are allowed. Split it by noun or endpoint.";
            var depth = folder.Key.Split('/').Length - 2;
            if (depth > DeepestFolder) yield return $"{folder.Key} is {depth} folders below its project, {DeepestFolder} are allowed.";
        }
    }

    private static SourceFile Lines(string path, int count) => Planted.File(path, string.Concat(Enumerable.Repeat("// line\n", count)));
}
