using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>What operators filter and alert on: log events by number, and instruments by name.</summary>
public class LogEventsTests
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
    [InlineData("""[LoggerMessage(7, LogLevel.Debug, "a")] static partial void A(); [LoggerMessage(EventId = 7, Level = LogLevel.Debug, Message = "b")] static partial void B();""", "event id 7 is used by A, B")]
    [InlineData("""[LoggerMessage(LogLevel.Debug, "a")] static partial void A();""", "A has no event id")]
    public void A_repeated_or_missing_event_id_can_fail(string members, string problem) =>
        Duplicates(Events([Planted.File("src/P/F.cs", $"static partial class Log {{ {members} }}")])).ShouldReport(problem);

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
        let arguments = attribute.ArgumentList?.Arguments.Select(a => a.Expression).ToList() ?? []
        let level = arguments.Select(a => a.ToString()).FirstOrDefault(a => a.StartsWith("LogLevel.", StringComparison.Ordinal))
        let id = arguments.Select(a => int.TryParse(a.ToString(), out var number) ? number : 0).FirstOrDefault(number => number != 0)
        let message = string.Concat(attribute.DescendantNodes().OfType<LiteralExpressionSyntax>().Select(l => l.Token.Value).OfType<string>())
        select new Event(file.Project, id, level?["LogLevel.".Length..] ?? "", method.Identifier.Text, message);

    private sealed record Event(string Project, int Id, string Level, string Name, string Message);
}
