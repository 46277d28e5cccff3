using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>The names under which metrics and traces leave the process; dashboards are built on them.</summary>
public class InstrumentsTests
{
    private static readonly string[] Kinds =
        ["Meter", "ActivitySource", "CreateCounter", "CreateUpDownCounter", "CreateHistogram", "CreateGauge", "CreateObservableGauge",
            "CreateObservableCounter", "CreateObservableUpDownCounter", "StartActivity"];

    [Fact]
    public void Meters_instruments_and_activities_are_approved() =>
        string.Join('\n', Instruments(SourceTree.Product).Order(StringComparer.Ordinal)).ShouldBeApproved("Instruments");

    [Fact]
    public void A_renamed_instrument_can_fail()
    {
        var file = Planted.File("src/P/Metrics.cs", """
            class Metrics(IMeterFactory meters)
            {
                const string Name = "Wristband.Some";
                Meter meter = meters.Create(Name);
                ActivitySource other = new("Wristband.Other");
                Counter<long> sent = meter.CreateCounter<long>("wristband.mails", "{mail}");
                ActivitySource source = new ActivitySource(Unknown.Name);
            }
            """);

        Instruments([file]).ShouldReport("P CreateCounter wristband.mails {mail}");
        Instruments([file]).ShouldReport("P Meter Wristband.Some");
        Instruments([file]).ShouldReport("P ActivitySource Unknown.Name");
        Instruments([file]).ShouldReport("P ActivitySource Wristband.Other");
    }

    private static IEnumerable<string> Instruments(IReadOnlyCollection<SourceFile> files)
    {
        var constants = (
            from file in files
            from field in file.Nodes<VariableDeclaratorSyntax>()
            let value = (field.Initializer?.Value as LiteralExpressionSyntax)?.Token.Value as string
            let type = field.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault()
            where value is not null && type is not null
            select (Name: $"{type.Identifier}.{field.Identifier}", value)).DistinctBy(c => c.Name).ToDictionary(c => c.Name, c => c.value);
        return from file in files
               from node in file.Nodes<ExpressionSyntax>()
               let call = Call(node)
               where call.Kind is not null
               // An observed instrument has a callback between its name and its unit.
               let told = call.Arguments!.Arguments.Where((_, at) => at != 1 || !call.Kind!.StartsWith("CreateObservable"))
               let arguments = told.Take(2).Select(a => Text(a.Expression)).OfType<string>()
               select $"{file.Project} {call.Kind} {string.Join(' ', arguments)}";

        string? Text(ExpressionSyntax expression) => expression switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text,
            LiteralExpressionSyntax or ObjectCreationExpressionSyntax => null,
            IdentifierNameSyntax name =>
                constants.GetValueOrDefault(
                    $"{name.Ancestors().OfType<TypeDeclarationSyntax>().First().Identifier}.{name}", name.ToString()),
            _ => constants.GetValueOrDefault(expression.ToString(), expression.ToString()),
        };
    }

    private static (string? Kind, ArgumentListSyntax? Arguments) Call(ExpressionSyntax node)
    {
        var (name, arguments) = node switch
        {
            ObjectCreationExpressionSyntax created => (created.Type.ToString(), created.ArgumentList),
            ImplicitObjectCreationExpressionSyntax { Parent.Parent.Parent: VariableDeclarationSyntax field } created =>
                (field.Type.ToString(), created.ArgumentList),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call => (NameOf(called), call.ArgumentList),
            _ => ("", null),
        };
        return arguments is not null && Kinds.Contains(name) ? (name, arguments) : (null, null);
    }

    /// <summary>IMeterFactory.Create makes a Meter, whatever the factory is called.</summary>
    private static string NameOf(MemberAccessExpressionSyntax called) =>
        called.Name.Identifier.Text == "Create" && called.Expression.ToString().Contains("meter", StringComparison.OrdinalIgnoreCase)
            ? "Meter" : called.Name.Identifier.Text;
}
