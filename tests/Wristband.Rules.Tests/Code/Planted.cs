using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Wristband.Rules.Tests.Code;

/// <summary>Violations made for the twins: every rule proves on one of these that it can fail.</summary>
internal static class Planted
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Framework = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToList());

    public static SourceFile File(string path, string text) => new(path, text.ReplaceLineEndings("\n"));

    /// <summary>A compilation against everything that the products are compiled against.</summary>
    public static CSharpCompilation Compilation(string code, string assembly = "Wristband.Planted") => CSharpCompilation.Create(
        assembly, [CSharpSyntaxTree.ParseText(code)], Framework.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>The code as an assembly in memory.</summary>
    public static MemoryStream Assembly(string code, string assembly)
    {
        var stream = new MemoryStream();
        var result = Compilation(code, assembly).Emit(stream);
        result.Success.ShouldBeTrue(string.Join('\n', result.Diagnostics));
        stream.Position = 0;
        return stream;
    }
}
