using System.Reflection;
using Wristband.Rules.Tests.Code;
using Xunit.v3;

namespace Wristband.Rules.Tests;

/// <summary>A guard that cannot fail guards nothing, so every class of rules proves on a planted violation that it can.</summary>
public class TwinsTests
{
    [Fact]
    public void Every_class_of_rules_has_a_twin_that_can_fail() => Check(
        from type in typeof(TwinsTests).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetCustomAttributes().OfType<IFactAttribute>().Any()
        select (type.Name, method.Name)).ShouldBeNone();

    [Fact]
    public void A_class_of_rules_without_a_twin_can_fail() =>
        Check([("SomeTests", "Everything_is_fine"), ("OtherTests", "Something_else_can_fail")]).ShouldReport("SomeTests has no test");

    private static IEnumerable<string> Check(IEnumerable<(string Class, string Test)> tests) => tests
        .GroupBy(t => t.Class, t => t.Test)
        .Where(c => !c.Any(test => test.Contains("_can_fail", StringComparison.Ordinal)))
        .Select(c => $"{c.Key} has no test named '..._can_fail'.");
}
