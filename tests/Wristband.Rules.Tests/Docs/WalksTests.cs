using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Docs;

/// <summary>A walk through the code is short, and nobody has to guess where it goes on.</summary>
public class WalksTests
{
    [Fact]
    public void Every_walk_is_short_and_each_file_names_what_comes_next() =>
        Walk.All.SelectMany(walk => walk.Problems(SourceTree.Product)).ShouldBeNone();

    [Fact]
    public void A_walk_that_is_long_or_broken_can_fail()
    {
        SourceFile[] files =
        [
            Planted.File("src/A/First.cs", "class First(Second second);"),
            Planted.File("src/A/Second.cs", "abstract class Second;"),
            Planted.File("src/A/Third.cs", "class Third : Second;"),
            Planted.File("src/A/Fourth.cs", "class Fourth;"),
            Planted.File("src/A/Answer.cs", "class Answer { void M(R r) { r.MapGet(First.Path, 1); } }"),
        ];

        new Walk("All", 3, ["src/A/First.cs", "src/A/Second.cs", "src/A/Third.cs"]).Problems(files).ShouldBeNone();
        new Walk("All", 2, ["src/A/First.cs", "src/A/Answer.cs"]).Problems(files).ShouldBeNone();
        new Walk("All", 2, ["src/A/Fourth.cs", "src/A/Answer.cs"]).Problems(files).ShouldReport("no file before it names Answer");
        new Walk("All", 2, ["src/A/First.cs", "src/A/Second.cs", "src/A/Third.cs"]).Problems(files).ShouldReport("All takes 3 files");
        new Walk("All", 3, ["src/A/First.cs", "src/A/Fourth.cs"]).Problems(files).ShouldReport("no file before it names Fourth");
        new Walk("All", 3, ["src/A/First.cs", "src/A/Fifth.cs"]).Problems(files).ShouldReport("src/A/Fifth.cs does not exist");
    }
}
