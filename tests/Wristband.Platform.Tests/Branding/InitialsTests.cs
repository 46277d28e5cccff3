using Wristband.Platform.Branding;

namespace Wristband.Platform.Tests.Branding;

/// <summary>What stands in the place of a logo.</summary>
public class InitialsTests
{
    [Theory]
    [InlineData("Acme", "A")]
    [InlineData("Acme Works", "AW")]
    [InlineData("Müller & Söhne", "MS")]
    [InlineData("— Acme", "A")]
    [InlineData("3 Musketeers", "3M")]
    [InlineData("شركة المثال", "ش")]
    [InlineData("例 会社", "例")]
    [InlineData("& & &", "&")]
    [InlineData("", "")]
    public void XC9_initials_are_as_a_person_would_write_them(string name, string initials) => Initials.Of(name).ShouldBe(initials);
}
