using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Architecture;

public class FeatureFoldersTests
{
    [Theory]
    [InlineData("Wristband.AspNetCore")]
    [InlineData("Wristband.AspNetCore.Testing")]
    [InlineData("Wristband.DemoApp")]
    [InlineData("Wristband.Platform")]
    [InlineData("Wristband.Platform.Testing")]
    public void Every_feature_folder_uses_only_what_the_table_allows(string assembly)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));

        Check(References.Of(stream)).ShouldBeNone();
    }

    [Theory]
    [InlineData("class Here { void Use() => new Wristband.Platform.OAuth.There(); }")]
    [InlineData("class Here { void Use() => Wristband.Platform.OAuth.There.Call(); }")]
    [InlineData("class Here { async System.Threading.Tasks.Task Use() { await System.Threading.Tasks.Task.Yield(); " +
        "System.GC.KeepAlive(typeof(Wristband.Platform.OAuth.There)); } }")]
    [InlineData("class Here { System.Func<object> Use() => () => new System.Collections.Generic.List<Wristband.Platform.OAuth.There>(); }")]
    [InlineData("class Here(Wristband.Platform.OAuth.There there) { public override string ToString() => there.ToString(); }")]
    [InlineData("class Here { System.Collections.Generic.List<Wristband.Platform.OAuth.There[]> field = null; }")]
    [InlineData("class Here : Wristband.Platform.OAuth.There;")]
    [InlineData("class Here { void Use<T>() where T : Wristband.Platform.OAuth.There { } }")]
    [InlineData("[Wristband.Platform.OAuth.Mark] class Here;")]
    [InlineData("class Here { class Nested { [System.ComponentModel.TypeConverter(typeof(Wristband.Platform.OAuth.There))] int P => " +
        "1; } }")]
    public void The_table_can_fail_on_every_way_to_use_another_folder(string code) =>
        Check(Compiled($$"""
            namespace Wristband.Platform.Login { {{code}} }
            namespace Wristband.Platform.OAuth { class There { public static void Call() {} } class MarkAttribute : System.Attribute; }
            """)).ShouldReport("Platform.Login may not use Platform.OAuth: Wristband.Platform.Login.Here uses Wristband.Platform.OAuth.");

    [Fact]
    public void The_table_has_no_cycles() => Cycles(FeatureFolders.Table).ShouldBeNone();

    [Fact]
    public void A_cycle_in_the_table_can_fail() => Cycles(new Dictionary<string, string[]>
    {
        ["P"] = ["P.*"],
        ["P.A"] = ["P", "P.B"],
        ["P.B"] = ["P.C"],
        ["P.C"] = ["P.A"],
    }).ShouldReport("P.A -> P.B -> P.C -> P.A");

    [Fact]
    public void A_folder_without_a_row_can_fail() =>
        Check(Compiled("namespace Wristband.Platform.Helpers { class Bag; }"))
            .ShouldReport("Platform.Helpers has no row in the table: Wristband.Platform.Helpers.Bag.");

    [Fact]
    public void A_package_outside_of_its_folder_can_fail() =>
        Check(Compiled("namespace Wristband.Platform.Login { class Here { void Use(Microsoft.Data.Sqlite.SqliteConnection c) {} } }"))
            .ShouldReport("Platform.Login may not use the package Microsoft.Data.Sqlite: Wristband.Platform.Login.Here");

    [Fact]
    public void A_row_counts_as_the_model_wherever_it_lives() =>
        Check(Compiled("""
            namespace Wristband.Platform.OAuth
            {
                enum Kind; class Row { public Kind Kind { get; set; } } class NoRow;
                abstract class RowConfiguration : Microsoft.EntityFrameworkCore.IEntityTypeConfiguration<Row>
                {
                    public abstract void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Row> builder);
                }
            }
            namespace Wristband.Platform.Sessions
            {
                using Wristband.Platform.OAuth;
                class Here
                {
                    void Use() { System.GC.KeepAlive(typeof(Row)); System.GC.KeepAlive(typeof(Kind)); System.GC.KeepAlive(typeof(NoRow)); }
                }
            }
            """)).ShouldBe(
                ["Platform.Sessions may not use Platform.OAuth: Wristband.Platform.Sessions.Here uses Wristband.Platform.OAuth.NoRow."]);

    [Fact]
    public void A_provider_outside_of_its_folder_can_fail() =>
        Check(Compiled("namespace Wristband.Platform.Login { class Here { void Use() => new Wristband.Platform.Data.Sqlite.There(); } } "
            + "namespace Wristband.Platform.Data.Sqlite { class There; }"))
            .ShouldReport("Platform.Login may not use Platform.Data.Sqlite");

    [Fact]
    public void Entity_framework_in_the_SDK_can_fail() =>
        Check(Compiled(
            "namespace Wristband.AspNetCore.Session { class Here : Microsoft.EntityFrameworkCore.DbContext; }", "Wristband.AspNetCore"))
            .ShouldReport("AspNetCore.Session may not use the package Microsoft.EntityFrameworkCore");

    private static IReadOnlyList<Reference> Compiled(string code, string assembly = "Wristband.Platform") =>
        References.Of(Planted.Assembly(code, assembly));

    private static IEnumerable<string> Check(IEnumerable<Reference> references) => references.Select(Problem).OfType<string>();

    /// <summary>Roots wire their folders and are read by them; between folders, one of two is always the lower.</summary>
    private static IEnumerable<string> Cycles(IReadOnlyDictionary<string, string[]> table)
    {
        return table.Keys.Where(IsFolder).SelectMany(folder => Walk([folder]))
            .DistinctBy(cycle => string.Join(' ', cycle.Order(StringComparer.Ordinal).Distinct()))
            .Select(cycle => string.Join(" -> ", cycle));

        static bool IsFolder(string name) => name.Contains('.', StringComparison.Ordinal) && !name.EndsWith('*');

        IEnumerable<string[]> Walk(string[] path) => table.GetValueOrDefault(path[^1], []).Where(IsFolder).SelectMany(next =>
            next == path[0] ? [[.. path, next]] : path.Contains(next) ? [] : Walk([.. path, next]));
    }

    private static string? Problem(Reference r) => r switch
    {
        _ when !FeatureFolders.Table.ContainsKey(r.FromFolder) => $"{r.FromFolder} has no row in the table: {r.From}.",
        { ToFolder: not "" } when !FeatureFolders.Allows(r.FromFolder, r.ToFolder) =>
            $"{r.FromFolder} may not use {r.ToFolder}: {r.From} uses {r.To}.",
        _ when !FeatureFolders.AllowsPackage(r.FromFolder, r.ToAssembly) =>
            $"{r.FromFolder} may not use the package {r.ToAssembly}: {r.From} uses {r.To}.",
        _ => null,
    };
}
