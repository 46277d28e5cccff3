using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>What operators filter and alert on.</summary>
public partial class LogEventsTests
{
    [Fact]
    public void Log_events_are_approved()
    {
        var text = new StringBuilder();
        foreach (var project in Events(SourceTree.Product).GroupBy(e => e.Project))
        {
            text.Append(project.Key).Append('\n');
            foreach (var e in project.OrderBy(e => e.Id)) text.Append($"  {e.Id,6}  {e.Level,-11}  {e.Name}: {e.Message}\n");
        }

        text.ToString().ShouldBeApproved("LogEvents");
    }

    [Fact]
    public void Log_event_ids_are_unique_in_a_project() => Duplicates(Events(SourceTree.Product)).ShouldBeNone();

    [Theory]
    [InlineData(
        """
        [LoggerMessage(7, LogLevel.Debug, "a")] static partial void A();
        [LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = "b")] static partial void B();
        """,
        "event id 7 is used by A, B")]
    [InlineData("""[LoggerMessage(LogLevel.Debug, "a")] static partial void A();""", "A has no event id")]
    public void A_repeated_or_missing_event_id_can_fail(string members, string problem) =>
        Duplicates(Events([Planted.File("src/P/F.cs", $"static partial class Log {{ {members} }}")])).ShouldReport(problem);

    [Fact]
    public void A_log_event_has_the_number_of_the_error_it_tells_of() =>
        Mismatches(Events(SourceTree.Product), SourceTree.Product).ShouldBeNone();

    [Theory]
    [InlineData("WB2007: broken", "event id 2001 tells of WB2007")]
    [InlineData("another matter", "event id 2001 is the number of another error, WB2001")]
    public void A_log_event_with_a_foreign_number_can_fail(string message, string problem)
    {
        var file = Planted.File(
            "src/P/F.cs",
            $$"""class A { string B = "WB2001: a"; [LoggerMessage(2001, LogLevel.Debug, "{{message}}")] static partial void C(); }""");

        Mismatches(Events([file]), [file]).ShouldReport(problem);
    }

    private static IEnumerable<string> Mismatches(IEnumerable<Event> events, IEnumerable<SourceFile> files)
    {
        var errors = files.SelectMany(f => ErrorId().Matches(f.Text)).Select(m => m.Value).ToHashSet();
        foreach (var e in events)
        {
            var told = ErrorId().Match(e.Message).Value;
            if (told.Length > 0 && told != $"WB{e.Id}")
                yield return $"{e.Project} {e.Name}: event id {e.Id} tells of {told}; give it that number.";
            if (told.Length == 0 && errors.Contains($"WB{e.Id}"))
                yield return $"{e.Project} {e.Name}: event id {e.Id} is the number of another error, WB{e.Id}.";
        }
    }

    [GeneratedRegex("WB[0-9]{4}")]
    private static partial Regex ErrorId();

    private static IEnumerable<string> Duplicates(IEnumerable<Event> events) => events
        .GroupBy(e => (e.Project, e.Id))
        .Where(same => same.Key.Id == 0 || same.Count() > 1)
        .Select(same => same.Key.Id == 0
            ? $"{same.Key.Project}: {string.Join(", ", same.Select(e => e.Name))} has no event id."
            : $"{same.Key.Project}: event id {same.Key.Id} is used by {string.Join(", ", same.Select(e => e.Name))}.");

    private static IEnumerable<Event> Events(IEnumerable<SourceFile> files) =>
        from file in files
        from method in file.Nodes<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(list => list.Attributes)
        where attribute.Name.ToString() == "LoggerMessage"
        let arguments = attribute.ArgumentList?.Arguments.ToList() ?? []
        let level = arguments.Select(a => a.Expression.ToString()).FirstOrDefault(a => a.StartsWith("LogLevel.", StringComparison.Ordinal))
        let id = arguments.Select(a => int.TryParse(a.Expression.ToString(), out var number) ? number : 0)
            .FirstOrDefault(number => number != 0)
        let name = Text(arguments.Where(a => a.NameEquals?.Name.Identifier.Text == "EventName"))
        let message = Text(
            arguments.Where(
                a => (a.NameEquals?.Name.Identifier.Text ?? a.NameColon?.Name.Identifier.Text ?? "Message") is "Message" or "message"))
        select new Event(file.Project, id, level?["LogLevel.".Length..] ?? "", name.Length == 0 ? method.Identifier.Text : name, message);

    private static string Text(IEnumerable<AttributeArgumentSyntax> arguments) => string.Concat(
        arguments.SelectMany(a => a.DescendantNodes()).OfType<LiteralExpressionSyntax>().Select(l => l.Token.Value).OfType<string>());

    private sealed record Event(string Project, int Id, string Level, string Name, string Message);
}
