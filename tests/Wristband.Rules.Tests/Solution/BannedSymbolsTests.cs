using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Solution;

/// <summary>A misspelt line in BannedSymbols.txt bans nothing and nobody notices. These tests do.</summary>
public class BannedSymbolsTests
{
    private static readonly SourceFile List = SourceTree.Named("BannedSymbols.txt").Single();

    // G-16, G-17: the compiler refuses clocks and random numbers that are not the product's, as long as the list names them rightly
    [Fact]
    public void Every_banned_symbol_exists_and_says_what_to_use_instead() => Unknown(List.Lines).ShouldBeNone();

    [Theory]
    [InlineData("P:System.DateTime.Know;Use TimeProvider", "no such symbol")]
    [InlineData("M:System.Threading.Thread.Sleep(System.Int64);Do not", "no such symbol")]
    [InlineData("M:System.Threading.Tasks.Task.Delay();Do not", "no such symbol")]
    [InlineData("T:System.Console", "what to use instead")]
    public void A_misspelt_symbol_can_fail(string line, string problem) => Unknown([line]).ShouldReport(problem);

    [Theory]
    [InlineData("_ = System.DateTime.UtcNow;")]
    [InlineData("System.Console.WriteLine();")]
    [InlineData("_ = new System.Random();")]
    [InlineData("_ = System.Guid.NewGuid();")]
    [InlineData("_ = new System.Net.Http.HttpClient();")]
    [InlineData("_ = Microsoft.AspNetCore.Http.Results.Redirect(\"/\");")]
    [InlineData("_ = Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions" +
        ".IgnoreQueryFilters((System.Linq.IQueryable<object>)null!);")]
    public async Task The_analyzer_of_the_build_can_fail_on_banned_code(string code) =>
        (await AnalyzeAsync(code)).ShouldReport("RS0030");

    [Fact]
    public async Task The_analyzer_of_the_build_lets_other_code_pass() =>
        (await AnalyzeAsync("_ = System.TimeProvider.System.GetUtcNow();")).ShouldBeNone();

    private static IEnumerable<string> Unknown(IEnumerable<string> lines)
    {
        var compilation = Planted.Compilation("");
        foreach (var line in lines.Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            var (id, advice) = line.Split(';', 2) is [var before, var after] ? (before, after) : (line, "");
            if (DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation).IsEmpty) yield return $"{id}: no such symbol.";
            if (advice.Length == 0) yield return $"{id}: the line does not say what to use instead.";
        }
    }

    private static async Task<IEnumerable<string>> AnalyzeAsync(string statement)
    {
        var options = new AnalyzerOptions([new AdditionalFile(List)]);
        var analyzed = Planted.Compilation($"class A {{ void B() {{ {statement} }} }}").WithAnalyzers(Analyzers(), options);
        return (await analyzed.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken))
            .Where(d => d.Severity >= DiagnosticSeverity.Warning).Select(d => $"{d.Id}: {d.GetMessage()}");
    }

    private static ImmutableArray<DiagnosticAnalyzer> Analyzers()
    {
        var package = typeof(BannedSymbolsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "BannedApiAnalyzers").Value!;
        return [.. Directory.GetFiles(Path.Combine(package, "analyzers", "dotnet", "cs"), "*.dll")
            .SelectMany(dll => new AnalyzerFileReference(dll, new Loader()).GetAnalyzers(LanguageNames.CSharp))];
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        private static readonly AssemblyLoadContext Context = AssemblyLoadContext.GetLoadContext(typeof(BannedSymbolsTests).Assembly)!;

        public void AddDependencyLocation(string fullPath) => Context.LoadFromAssemblyPath(fullPath);

        public Assembly LoadFromPath(string fullPath)
        {
            foreach (var neighbour in Directory.GetFiles(Path.GetDirectoryName(fullPath)!, "*.dll"))
                Context.LoadFromAssemblyPath(neighbour);
            return Context.LoadFromAssemblyPath(fullPath);
        }
    }

    private sealed class AdditionalFile(SourceFile file) : AdditionalText
    {
        public override string Path => file.Path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(file.Text);
    }
}
