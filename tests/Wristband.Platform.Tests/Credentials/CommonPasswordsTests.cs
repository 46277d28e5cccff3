using Wristband.Platform.Credentials;

namespace Wristband.Platform.Tests.Credentials;

/// <summary>P-33: the blocklist.</summary>
public class CommonPasswordsTests
{
    private static readonly CommonPasswords Common = new();

    [Theory]
    [InlineData("password")]
    [InlineData("Password1")]
    [InlineData("P@ssw0rd!")]
    [InlineData("p455w0rd2024")]
    [InlineData("passwordpassword")]
    [InlineData("12345678")]
    [InlineData("123456789012")]
    [InlineData("87654321")]
    [InlineData("qwertyuiop")]
    [InlineData("qwerty123")]
    [InlineData("1qaz2wsx")]
    [InlineData("asdfghjkl")]
    [InlineData("abcd1234")]
    [InlineData("aaaaaaaa")]
    [InlineData("abababab")]
    [InlineData("abc123abc123")]
    [InlineData("19841231")]
    [InlineData("31.12.1984")]
    [InlineData("iloveyou!!")]
    [InlineData("Summer2026!")]
    [InlineData("letmein123")]
    [InlineData("Welcome@1")]
    [InlineData("1monkey1")]
    [InlineData("liverpool1")]
    public void P33_knows_what_is_tried_first(string password) => Common.Contains(password).ShouldBeTrue();

    [Theory]
    [InlineData("summer in the city")]
    [InlineData("passworteingabefeld")]
    [InlineData("qwmzxkvb")]
    [InlineData("dragonfly under glass")]
    [InlineData("7 dwarfs, 1 snow")]
    public void Leaves_the_rest_alone(string password) => Common.Contains(password).ShouldBeFalse();

    [Fact]
    public void P33_refuses_far_more_than_ten_thousand_common_passwords()
    {
        var candidates = from word in GuessedWords.All
                         from number in Enumerable.Range(0, 100).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture))
                             .Append("123").Append("2024")
                         from mark in new[] { "", "!", "." }
                         select word + number + mark into password
                         where password.Length >= 8
                         select password;

        var refused = candidates.Distinct().ToList();

        refused.Count.ShouldBeGreaterThan(10_000);
        refused.ShouldAllBe(password => Common.Contains(password));
    }
}
