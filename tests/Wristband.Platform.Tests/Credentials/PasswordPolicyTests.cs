using Microsoft.Extensions.Options;
using Wristband.Platform.Credentials;

namespace Wristband.Platform.Tests.Credentials;

/// <summary>P-33 with the values of B0.</summary>
public class PasswordPolicyTests
{
    private static readonly PasswordPolicy Policy = new(new CommonPasswords(), Options.Create(new PasswordSettings()));

    [Theory]
    [InlineData("correct horse battery 42")]
    [InlineData("xkqv zmpt")]
    [InlineData("Ünïcödé gëht")]
    [InlineData("👍👎👏🙌🎈🎉🎊🎁")]
    [InlineData("  leading and trailing  ")]
    [InlineData("Tr0ub4dor&3!")]
    public void P33_accepts_what_is_long_enough_and_not_guessed_first(string password) => Policy.Problem(password).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("seven77")]
    [InlineData("👍👎👏🙌🎈🎉🎊")]
    public void P33_eight_code_points_are_the_least(string? password) => Policy.Problem(password).ShouldNotBeNull();

    [Fact]
    public void P33_256_code_points_are_the_most_and_a_combining_accent_is_counted_with_its_letter()
    {
        var longest = string.Concat(Enumerable.Range(0, 128).Select(i => $"{(char)('a' + i % 26)}👍"));

        Policy.Problem(longest).ShouldBeNull();
        Policy.Problem(longest + "x").ShouldBe(PasswordProblem.TooLong);
        PasswordPolicy.IsHashable(longest).ShouldBeTrue();
        PasswordPolicy.IsHashable(longest + "x").ShouldBeFalse();
        PasswordPolicy.IsHashable(string.Concat(Enumerable.Repeat("e\u0301", 256))).ShouldBeTrue();
    }

    [Fact]
    public void A_lone_surrogate_is_refused_because_it_cannot_be_stored()
    {
        Policy.Problem("abcdefgh\ud83d").ShouldNotBeNull();
        PasswordPolicy.IsHashable("abcdefgh\ud83d").ShouldBeFalse();
    }

    [Theory]
    [InlineData("acme-corp")]
    [InlineData("AcmeCorp1")]
    [InlineData("annabelle!")]
    [InlineData("annabelle.lee@example.com")]
    public void P33_names_of_workspace_and_person_are_no_passwords(string password) =>
        Policy.Problem(password, "Annabelle", "Lee", "annabelle.lee@example.com", "acme-corp", "Acme Corp").ShouldNotBeNull();

    [Fact]
    public void P33_a_phrase_may_contain_a_name() => Policy.Problem("annabelle walks the dog at nine", "Annabelle").ShouldBeNull();
}
