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
    private static readonly Assembly[] Products = [typeof(WristbandOptions).Assembly, typeof(Platform.Program).Assembly, Assembly.Load("Wristband.DemoApp")];

    [Fact]
    public void Configuration_keys_are_approved()
    {
        var text = new StringBuilder();
        foreach (var (section, type) in Sections(SourceTree.Product).OrderBy(s => s.Section, StringComparer.Ordinal).Distinct())
        {
            foreach (var key in Keys(section, type)) text.Append(key).Append('\n');
        }
        text.Append("\nRead by name\n");
        foreach (var read in Reads(SourceTree.Product).Distinct().Order(StringComparer.Ordinal)) text.Append("  ").Append(read).Append('\n');

        text.ToString().ShouldBeApproved("ConfigurationKeys");
    }

    [Fact]
    public void A_new_key_can_fail()
    {
        Keys("Some", typeof(PlantedOptions)).ShouldReport("Some:Patience = 00:00:03");
        Keys("Some", typeof(PlantedOptions)).ShouldReport("Some:Inner:Names:* = (none)");
        Sections([Planted.File("src/P/A.cs", "class A { void B() => services.AddOptions<PlatformOptions>().BindConfiguration(\"Other\"); }")])
            .Select(s => s.Section).ShouldReport("Other");
        Reads([Planted.File("src/P/A.cs", "class A { void B() => configuration[\"SOME_NAME\"]!.ToString(); }")]).ShouldReport("P SOME_NAME");
        Reads([Planted.File("src/P/A.cs", "class A { void B() => Environment.GetEnvironmentVariable(\"HOME\"); }")]).ShouldReport("P HOME");
    }

    private static IEnumerable<string> Keys(string section, Type type)
    {
        var defaults = Activator.CreateInstance(type, nonPublic: true);
        foreach (var property in type.GetProperties().Where(p => p.CanWrite || typeof(ICollection).IsAssignableFrom(p.PropertyType) || p.PropertyType.IsGenericType))
        {
            var (key, kind) = ($"{section}:{property.Name}", property.PropertyType);
            if (kind.IsSubclassOf(typeof(Delegate)) || kind.Name.EndsWith("Events", StringComparison.Ordinal)) continue;
            if (kind.IsGenericType && kind.IsAssignableTo(typeof(IEnumerable))) yield return $"{key}:* = {List(property.GetValue(defaults))}";
            else if (kind.IsClass && kind != typeof(string) && kind.Namespace!.StartsWith("Wristband", StringComparison.Ordinal))
                foreach (var inner in Keys(key, kind)) yield return inner;
            else yield return $"{key} = {property.GetValue(defaults) ?? "(none)"}";
        }
    }

    private static string List(object? value) =>
        value is IEnumerable items && items.Cast<object>().ToList() is { Count: > 0 } all ? string.Join(", ", all) : "(none)";

    /// <summary>AddOptions&lt;T&gt;() ... BindConfiguration(section), with the section as literal or constant.</summary>
    private static IEnumerable<(string Section, Type Type)> Sections(IEnumerable<SourceFile> files) =>
        from file in files
        from call in file.Nodes<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "BindConfiguration" }
        let type = call.DescendantNodes().OfType<GenericNameSyntax>().First(n => n.Identifier.Text == "AddOptions").TypeArgumentList.Arguments[0].ToString()
        let options = Products.SelectMany(a => a.GetTypes()).Single(t => t.Name == type)
        select (Value(call.ArgumentList.Arguments[0].Expression), options);

    private static string Value(ExpressionSyntax expression)
    {
        if (expression is LiteralExpressionSyntax { Token.Value: string text }) return text;
        var parts = expression.ToString().Split('.');
        var constant = Products.SelectMany(a => a.GetTypes()).Where(t => t.Name == parts[^2])
            .Select(t => t.GetField(parts[^1], BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)).OfType<FieldInfo>().Single();
        return (string)constant.GetRawConstantValue()!;
    }

    /// <summary>configuration["X"], GetSection("X"), GetValue("X"), GetConnectionString("X") and environment variables.</summary>
    private static IEnumerable<string> Reads(IEnumerable<SourceFile> files) =>
        from file in files
        from node in file.Nodes<ExpressionSyntax>()
        let key = node switch
        {
            ElementAccessExpressionSyntax { Expression: var target, ArgumentList.Arguments: [var index] } when IsConfiguration(target) => index.Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "GetSection" or "GetValue" or "GetConnectionString" or "GetEnvironmentVariable" }, ArgumentList.Arguments: [var first, ..] } => first.Expression,
            _ => null,
        }
        where key is not null
        select $"{file.Project} {(key is LiteralExpressionSyntax { Token.Value: string text } ? text : key.ToString())}";

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
