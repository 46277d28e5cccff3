using System.Collections;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.AspNetCore;
using Wristband.Rules.Tests.Approved;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Contracts;

/// <summary>Every key that somebody may have written into a configuration, with its default.</summary>
public class ConfigurationKeysTests
{
    private static readonly string[] Readers = ["GetSection", "GetValue", "GetConnectionString", "GetEnvironmentVariable"];

    private static readonly Assembly[] Products =
        [typeof(WristbandOptions).Assembly, typeof(Platform.Program).Assembly, Assembly.Load("Wristband.DemoApp")];

    /// <summary>Defaults that differ from machine to machine.</summary>
    private static readonly Dictionary<string, string> OfThisMachine =
        new() { ["Platform:Passwords:HashingSlots"] = "(number of processors)" };

    [Fact]
    public void Configuration_keys_are_approved()
    {
        var text = new StringBuilder();
        foreach (var (section, type) in Sections(SourceTree.Product).OrderBy(s => s.Section, StringComparer.Ordinal).Distinct())
        {
            foreach (var key in Keys(section, type)) text.Append(key).Append('\n');
        }
        text.Append("\nRead by name\n");
        foreach (var read in Reads(SourceTree.Product).Distinct().Order(StringComparer.Ordinal))
            text.Append("  ").Append(read).Append('\n');

        text.ToString().ShouldBeApproved("ConfigurationKeys");
    }

    [Fact]
    public void A_new_key_can_fail()
    {
        Keys("Some", typeof(PlantedOptions)).ShouldReport("Some:Patience = 00:00:03");
        Keys("Some", typeof(PlantedOptions)).ShouldReport("Some:Inner:Names:* = (none)");
        Sections([Planted.File(
            "src/P/A.cs", "class A { void B() => services.AddOptions<PlatformOptions>().BindConfiguration(\"Other\"); }")])
            .Select(s => s.Section).ShouldReport("Other");
        Sections([Planted.File("src/P/A.cs", "class A { void B(PlatformOptions o) => configuration.GetSection(\"Third\").Bind(o); }")])
            .Select(s => s.Section).ShouldReport("Third");
        Sections([Planted.File("src/P/A.cs", "class A { void B() => configuration.GetSection(\"Fourth\").Get<PlatformOptions>(); }")])
            .Select(s => s.Section).ShouldReport("Fourth");
        Reads([Planted.File("src/P/A.cs", "class A { string B() => C(\"OTHER_NAME\"); string C(string key) => configuration[key]; }")])
            .ShouldReport("P OTHER_NAME");
        Reads([Planted.File("src/P/A.cs", "class A { void B() => configuration[\"SOME_NAME\"]!.ToString(); }")])
            .ShouldReport("P SOME_NAME");
        Reads([Planted.File("src/P/A.cs", "class A { void B() => Environment.GetEnvironmentVariable(\"HOME\"); }")]).ShouldReport("P HOME");
    }

    private static IEnumerable<string> Keys(string section, Type type) => Keys(section, Activator.CreateInstance(type, nonPublic: true)!);

    private static IEnumerable<string> Keys(string section, object defaults)
    {
        if (defaults is IDictionary entries)
            return entries.Keys.Cast<object>().SelectMany(key => Keys($"{section}:{key}", entries[key]!));
        return defaults.GetType().GetProperties().Where(p => p.CanWrite || p.PropertyType.IsGenericType)
            .SelectMany(p => Keys($"{section}:{p.Name}", p.PropertyType, p.GetValue(defaults)));
    }

    private static IEnumerable<string> Keys(string key, Type type, object? value) => type switch
    {
        _ when type.IsSubclassOf(typeof(Delegate)) || type.Name.EndsWith("Events", StringComparison.Ordinal) => [],
        _ when type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) => [$"{key}:* = {List(value)}"],
        _ when type.IsClass && type.Namespace!.StartsWith("Wristband", StringComparison.Ordinal) =>
            Keys(key, value ?? Activator.CreateInstance(type)!),
        _ => [$"{key} = {OfThisMachine.GetValueOrDefault(key, value?.ToString() ?? "(none)")}"],
    };

    private static string List(object? value) =>
        value is IEnumerable items && items.Cast<object>().ToList() is { Count: > 0 } all ? string.Join(", ", all) : "(none)";

    /// <summary>
    /// AddOptions&lt;T&gt;().BindConfiguration(section), GetSection(section).Bind(parameter) and
    /// GetSection(section).Get&lt;T&gt;().
    /// </summary>
    private static IEnumerable<(string Section, Type Type)> Sections(IEnumerable<SourceFile> files) =>
        from call in files.SelectMany(f => f.Nodes<InvocationExpressionSyntax>())
        let bound = Called(call) switch
        {
            "BindConfiguration" => (Key: call.ArgumentList.Arguments[0].Expression,
                Type: call.DescendantNodes().OfType<GenericNameSyntax>()
                    .First(n => n.Identifier.Text == "AddOptions").TypeArgumentList.Arguments[0].ToString()),
            "Get" when SectionOf(call) is { } section && call.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax get }
                => (Key: section, Type: get.TypeArgumentList.Arguments[0].ToString()),
            "Bind" when SectionOf(call) is { } section =>
                (Key: section, Type: Parameter(call.ArgumentList.Arguments[0].Expression)?.Type?.ToString() ?? ""),
            _ => default,
        }
        where bound.Key is not null
        select (Value(bound.Key), Products.SelectMany(a => a.GetTypes()).Single(t => t.Name == bound.Type));

    /// <summary>configuration["X"], GetSection("X"), GetValue("X"), GetConnectionString("X") and environment variables.</summary>
    private static IEnumerable<string> Reads(IEnumerable<SourceFile> files) =>
        from file in files
        from node in file.Nodes<ExpressionSyntax>()
        let key = node switch
        {
            ElementAccessExpressionSyntax { Expression: var target, ArgumentList.Arguments: [var index] } when IsConfiguration(target) =>
                index.Expression,
            InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } call when Readers.Contains(Called(call))
                && !IsBound(call) => first.Expression,
            _ => null,
        }
        where key is not null
        from name in Parameter(key) is { } parameter ? PassedTo(parameter, file) : [Value(key)]
        select $"{file.Project} {name}";

    /// <summary>The constants that callers in the same file pass for this parameter.</summary>
    private static IEnumerable<string> PassedTo(ParameterSyntax parameter, SourceFile file) =>
        from call in file.Nodes<InvocationExpressionSyntax>()
        where parameter.Parent?.Parent is MethodDeclarationSyntax method && call.Expression.ToString() == method.Identifier.Text
        from argument in call.ArgumentList.Arguments
        where argument.Expression is LiteralExpressionSyntax
        select Value(argument.Expression);

    private static ParameterSyntax? Parameter(ExpressionSyntax expression) =>
        expression.Ancestors().OfType<BaseMethodDeclarationSyntax>().FirstOrDefault()
        ?.ParameterList.Parameters.FirstOrDefault(p => p.Identifier.Text == expression.ToString());

    private static string Value(ExpressionSyntax expression)
    {
        if (expression is LiteralExpressionSyntax { Token.Value: string text }) return text;
        if (expression is InterpolatedStringExpressionSyntax { Contents: var parts } && parts[0] is InterpolationSyntax first)
            return Value(first.Expression) + string.Concat(parts.Skip(1));
        if (expression.ToString().Split('.') is not [.., var type, var name]) return expression.ToString();
        return Products.SelectMany(a => a.GetTypes()).Where(t => t.Name == type)
            .Select(t =>
                t.GetField(name, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue() as string)
            .FirstOrDefault() ?? expression.ToString();
    }

    private static string Called(InvocationExpressionSyntax call) =>
        (call.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.Text ?? "";

    private static ExpressionSyntax? SectionOf(InvocationExpressionSyntax call) =>
        (call.Expression as MemberAccessExpressionSyntax)?.Expression is InvocationExpressionSyntax inner && Called(inner) == "GetSection"
            ? inner.ArgumentList.Arguments[0].Expression
            : null;

    private static bool IsBound(InvocationExpressionSyntax call) =>
        call.Parent?.Parent is InvocationExpressionSyntax outer && Called(outer) is "Bind" or "Get";

    private static bool IsConfiguration(ExpressionSyntax target) =>
        target.ToString().Split('.')[^1].Equals("configuration", StringComparison.OrdinalIgnoreCase);

    private sealed class PlantedOptions
    {
        public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);

        public PlantedInner Inner { get; set; } = new();
    }

    private sealed class PlantedInner
    {
        public List<string> Names { get; set; } = [];
    }
}
