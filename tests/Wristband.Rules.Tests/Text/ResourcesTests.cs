using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Text;

/// <summary>Words are resources: every text of a page comes from one, every language is complete, and nothing is left over.</summary>
public partial class ResourcesTests
{
    private static readonly string[] Languages = ["de"];
    private static readonly string[] Projects = ["Wristband.DemoApp", "Wristband.Platform"];

    private static IReadOnlyList<SourceFile> Resources => SourceTree.Named(".resx");

    [Fact]
    public void Every_language_has_every_text_with_the_same_placeholders() => Incomplete(Resources).ShouldBeNone();

    [Theory]
    [InlineData("", "src/P/A/ATexts.de.resx lacks 'Hello'")]
    [InlineData("<data name=\"Hello\"><value>Hallo</value></data>", "'Hello' has {0} in English")]
    [InlineData("<data name=\"Hello\"><value>Hallo {0}</value></data><data name=\"Old\"><value>Alt</value></data>", "'Old', which")]
    public void A_language_that_lacks_a_text_can_fail(string german, string problem) =>
        Incomplete([Texts("", "<data name=\"Hello\"><value>Hello {0}</value></data>"), Texts(".de", german)]).ShouldReport(problem);

    [Fact]
    public void A_missing_language_can_fail() =>
        Incomplete([Texts("", "<data name=\"Hello\"><value>Hello</value></data>")]).ShouldReport("There is no src/P/A/ATexts.de.resx");

    [Fact]
    public void Every_text_is_used_and_every_used_text_is_there() =>
        Unmatched(Resources, SourceTree.Named(".cs", ".cshtml", ".razor")).ShouldBeNone();

    [Fact]
    public void A_text_that_nobody_uses_and_one_that_is_not_there_can_fail()
    {
        const string both = "<data name=\"Hello\"><value>Hello</value></data><data name=\"OldAdvice\"><value>x</value></data>";
        var resources = new[] { Texts("", both) };
        var pages = new[]
        {
            Planted.File("src/P/A/_ViewImports.cshtml", "@inject IStringLocalizer<ATexts> Texts"),
            Planted.File("src/P/A/Page.cshtml", "<h1>@Texts[\"Hello\"]</h1><p>@Texts[\"Missing\", 1]</p>"),
        };
        Unmatched(resources, pages).ShouldReport("Nobody uses 'OldAdvice' of ATexts");
        Unmatched(resources, pages).ShouldReport("src/P/A/Page.cshtml:1 uses 'Missing', which ATexts lacks");
    }

    [Fact]
    public void No_page_has_words_of_its_own() =>
        Literal(SourceTree.Named(".cshtml").Where(f => Projects.Contains(f.Project))).ShouldBeNone();

    [Theory]
    [InlineData("<h1>Hello</h1>")]
    [InlineData("<p>@Texts[\"Hello\"] and more</p>")]
    [InlineData("@if (Model.A)\n{\n  <p>\n    Nothing here\n  </p>\n}")]
    [InlineData("<a href=\"/\" title=\"Go on\">@Texts[\"On\"]</a>")]
    [InlineData("<form data-busy=\"Saving…\">")]
    [InlineData("@{\n    ViewData[\"Title\"] = \"Hello\";\n}")]
    [InlineData("@{\n    var a = new Field(\"name\", \"Your name\");\n}")]
    [InlineData("@{\n    var a = new Field(\"name\", Texts[\"Name\"]) { Hint = \"As in your passport\" };\n}")]
    public void Words_in_a_page_can_fail(string page) =>
        Literal([Planted.File("src/P/A/Page.cshtml", page)]).ShouldReport("src/P/A/Page.cshtml:");

    [Theory]
    [InlineData("@page \"/login\"\n@model LoginPage\n<h1 class=\"big\" id=\"title\">@Texts[\"Hello\", host.Tenant!.Name]</h1>")]
    [InlineData("@foreach (var (tenant, url) in Model.Known)\n{\n  <li data-x='@tenant.Name'>@Model.Of(tenant, \"x\")</li>\n}\nelse\n{\n}")]
    [InlineData("@* words for developers *@\n<p>@(Model.A is null ? \"\" : Model.A) · @name</p>")]
    public void What_is_no_word_passes(string page) => Literal([Planted.File("src/P/A/Page.cshtml", page)]).ShouldBeNone();

    private static SourceFile Texts(string language, string data) => Planted.File($"src/P/A/ATexts{language}.resx", $"<root>{data}</root>");

    private static Dictionary<string, string> Read(SourceFile resource) => XDocument.Parse(resource.Text).Root!.Elements("data")
        .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);

    private static bool IsNeutral(SourceFile resource) =>
        !Languages.Any(l => resource.Path.EndsWith($".{l}.resx", StringComparison.Ordinal));

    private static IEnumerable<string> Incomplete(IReadOnlyList<SourceFile> resources)
    {
        foreach (var english in resources.Where(IsNeutral))
        {
            foreach (var language in Languages)
            {
                var path = english.Path.Replace(".resx", $".{language}.resx", StringComparison.Ordinal);
                if (resources.FirstOrDefault(r => r.Path == path) is not { } other)
                {
                    yield return $"There is no {path}. Every text is written in every language.";
                    continue;
                }
                var (texts, translated) = (Read(english), Read(other));
                foreach (var (key, text) in texts)
                {
                    if (!translated.TryGetValue(key, out var there)) yield return $"{path} lacks '{key}'.";
                    else if (Placeholders(text) != Placeholders(there))
                        yield return $"{path}: '{key}' has {Placeholders(text)} in English and {Placeholders(there)} here.";
                }
                foreach (var key in translated.Keys.Except(texts.Keys)) yield return $"{path} has '{key}', which English does not have.";
            }
        }
    }

    private static string Placeholders(string text) => string.Join(' ', Placeholder().Matches(text).Select(m => m.Value).Order());

    private static IEnumerable<string> Unmatched(IReadOnlyList<SourceFile> resources, IReadOnlyList<SourceFile> sources)
    {
        foreach (var resource in resources.Where(IsNeutral))
        {
            var name = Path.GetFileNameWithoutExtension(resource.Path);
            var keys = Read(resource).Keys.ToHashSet();
            var project = sources.Where(s => s.Project == resource.Project).ToList();
            var words = project.SelectMany(s => Word().Matches(s.Text).Select(m => m.Value)).ToHashSet();
            foreach (var key in keys.Where(key => !Names(key).Any(words.Contains))) yield return $"Nobody uses '{key}' of {name}.";
            foreach (var source in project)
            {
                var localizers = Injected(name).Matches(source.Text + ImportsOf(source, project))
                    .Select(m => m.Groups[1].Value).ToHashSet();
                foreach (var (line, number) in source.Lines.Select((line, i) => (line, i + 1)))
                {
                    foreach (var match in UsedKey().Matches(line).Where(m => localizers.Contains(m.Groups[1].Value)))
                    {
                        var key = match.Groups[2].Value;
                        if (!keys.Contains(key)) yield return $"{source.Path}:{number} uses '{key}', which {name} lacks.";
                    }
                }
            }
        }
    }

    // A page and an error are named once; heading and advice follow from the name. An address has its problems as values of an enum.
    private static IEnumerable<string> Names(string key)
    {
        yield return key;
        foreach (var ending in new[] { "Heading", "Advice" })
            if (key.EndsWith(ending, StringComparison.Ordinal)) yield return key[..^ending.Length];
        if (key.StartsWith("Address", StringComparison.Ordinal)) yield return key["Address".Length..];
    }

    private static string ImportsOf(SourceFile page, IReadOnlyList<SourceFile> sources) =>
        page.Path.EndsWith(".cs", StringComparison.Ordinal)
            ? ""
            : string.Concat(sources
                .Where(s => s.Path.EndsWith("_ViewImports.cshtml", StringComparison.Ordinal))
                .Where(s => page.Folder.StartsWith(s.Folder, StringComparison.Ordinal)).Select(s => "\n" + s.Text));

    private static IEnumerable<string> Literal(IEnumerable<SourceFile> pages)
    {
        foreach (var page in pages)
        {
            foreach (var (line, number) in Blank(page.Text, Comment()).Split('\n').Select((line, i) => (line, i + 1)))
            {
                if (Attribute().IsMatch(line) || LiteralTitle().IsMatch(line) || LiteralField().IsMatch(line))
                    yield return $"{page.Path}:{number} has words of its own: {line.Trim()}";
            }
            var text = Blank(Blank(Blank(Blank(page.Text, Comment()), CodeBlock()), Directive()), Expression());
            foreach (var (line, number) in Blank(text, Tag()).Split('\n').Select((line, i) => (line, i + 1)))
            {
                if (!IsCode(line) && Words().IsMatch(line)) yield return $"{page.Path}:{number} has words of its own: {line.Trim()}";
            }
        }
    }

    private static bool IsCode(string line) => line.Trim() is "else" or "UTC" or [.., ';'];

    private static string Blank(string text, Regex what) =>
        what.Replace(text, m => new string([.. m.Value.Select(c => c == '\n' ? '\n' : ' ')]));

    private static Regex Injected(string name) => new($@"(?:IStringLocalizer|IHtmlLocalizer)<{name}> (\w+)", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\{\d+\}|</?[a-z]+")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("\\b(\\w+)\\[\"(\\w+)\"(?=[\\],])")]
    private static partial Regex UsedKey();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<=^|\n)([ ]*)@\{.*?\n\1\}", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(
        @"^\s*@(?:page|model|using|inject|addTagHelper|inherits|layout)\b.*$|@section \w+|@await \w+\([^()]*\)"
        + @"|@?(?:if|foreach|else if|switch)\s*\((?>[^()]+|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)",
        RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(
        @"@\((?>[^()""]+|""[^""]*""|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)"
        + @"|@[A-Za-z_](?:\w|\.(?=\w)|!|\[(?:[^\[\]""]|""[^""]*"")*\]|\((?:[^()""]|""[^""]*""|\([^()]*\))*\))*")]
    private static partial Regex Expression();

    [GeneratedRegex(@"<[^<>]*>", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Words();

    [GeneratedRegex("(?:title|alt|placeholder|aria-label|data-busy)=\"[^\"@]*[A-Za-z]{2,}")]
    private static partial Regex Attribute();

    [GeneratedRegex("ViewData\\[\"Title\"\\] = .*\\$?\"(?<![\\[(]\")[A-Za-z ]{2,}[^\"\\]]*\";")]
    private static partial Regex LiteralTitle();

    [GeneratedRegex("new Field\\(\"\\w*\", \\$?\"|Hint = \\$?\"")]
    private static partial Regex LiteralField();
}
