using Wristband.AspNetCore.Configuration;

namespace Wristband.AspNetCore.Tests.Configuration;

/// <summary>G-01: a runtime with a known hole in data protection does not carry sessions.</summary>
public class FrameworkVersionTests
{
    [Theory]
    [InlineData("10.0.6+abc")]
    [InlineData("10.0.0")]
    [InlineData("9.0.11")]
    public void An_unsafe_runtime_is_refused_with_what_to_do(string version) =>
        FrameworkVersion.Problem(FrameworkVersion.Parse(version))!.ShouldStartWith("WB1030");

    [Theory]
    [InlineData("10.0.7+abc")]
    [InlineData("10.0.12")]
    [InlineData("11.0.0-preview.1")]
    public void A_safe_one_is_not(string version) => FrameworkVersion.Problem(FrameworkVersion.Parse(version)).ShouldBeNull();

    [Fact]
    public void The_version_that_counts_is_the_loaded_one() => FrameworkVersion.Loaded.ShouldBeGreaterThanOrEqualTo(new Version(10, 0, 7));
}
