using Wristband.Platform.Tenants;

namespace Wristband.Platform.Tests.Tenants;

/// <summary>P-49</summary>
public class TenantNameTests
{
    [Theory]
    [InlineData("acme")]
    [InlineData("a1b")]
    [InlineData("acme-europe")]
    [InlineData("  Acme ")]
    public void P49_accepts_usable_names(string text) => TenantName.TryParse(text, out _, out _).ShouldBeTrue();

    [Theory]
    [InlineData(null)]
    [InlineData("ab")]
    [InlineData("a-name-that-is-too-long")]
    [InlineData("-acme")]
    [InlineData("acme-")]
    [InlineData("ac--me")]
    [InlineData("xn--acme")]
    [InlineData("ac.me")]
    [InlineData("ac_me")]
    [InlineData("аcme")]
    [InlineData("dashboard")]
    [InlineData("adm1n")]
    [InlineData("rnail")]
    [InlineData("evil.com/x")]
    [InlineData("acme\r\nx")]
    public void P49_refuses_names_that_would_break_or_mislead(string? text)
    {
        TenantName.TryParse(text, out _, out var problem).ShouldBeFalse();
        problem.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Größe & Söhne AG", "groesse-soehne-ag")]
    [InlineData("Café Central", "cafe-central")]
    [InlineData("A very long company name", "a-very-long-company")]
    [InlineData("株式会社", null)]
    public void A_display_name_proposes_a_name(string displayName, string? proposal) => TenantName.Propose(displayName).ShouldBe(proposal);
}
