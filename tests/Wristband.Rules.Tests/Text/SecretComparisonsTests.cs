using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Text;

/// <summary>G-15: secrets are compared in constant time.</summary>
public class SecretComparisonsTests
{
    /// <summary>Comparisons that tell nobody anything, each with the reason.</summary>
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["token != login.Ticket.RefreshToken"] = "both come from the platform, to the same process",
        ["result.Tokens.AccessToken != ticket.AccessToken"] = "both come from the platform, to the same process",
        ["i != identifierHash"] = "the hash of an address, not of a secret",
        ["f.IdentifierHash == identifierHash"] = "the hash of an address, not of a secret",
        ["link.TokenHash == hash"] = "the database finds SHA-256 of 256 random bits; how far it matched says nothing about the bits",
        ["r.HandleHash == hash"] = "as above",
        ["r.BrowserHash == browserHash"] = "as above",
        ["session.ReferenceHash == hash"] = "as above",
        ["s.ReferenceHash == hash"] = "as above",
        ["token.Kind == OAuthTokenKind.Code"] = "a kind of token",
        ["kind == OAuthTokenKind.Code"] = "a kind of token",
        ["token == grant.RefreshToken"] = "the platform in memory of a test, which nobody else can reach",
        ["used.Token == token"] = "as above",
        ["Base64Url.EncodeToString(verifier) != grant.Challenge"] = "as above",
        ["database.Entry(user).State == EntityState.Added"] = "a state of a row",
    };

    [Fact]
    public void G15_secrets_are_compared_in_constant_time() => Check(SourceTree.Product).ShouldBeNone();

    [Fact]
    public void No_exception_outlives_its_comparison() =>
        Harmless.Keys.Except(SourceTree.Product.SelectMany(SecretComparisons.In).Select(c => c.Text)).ShouldBeNone();

    [Theory]
    [InlineData("bool A(string given) => given == ClientSecret;")]
    [InlineData("bool A(string given) => string.Equals(given, user.ResetToken, System.StringComparison.Ordinal);")]
    [InlineData("bool A(byte[] given) => given.AsSpan().SequenceEqual(codeHash);")]
    [InlineData("bool A(string given) => given != row!.State;")]
    public void A_comparison_that_stops_at_the_first_difference_can_fail(string code) =>
        Check([Planted.File("src/A.cs", $"class A {{ {code} }}")]).ShouldReport("src/A.cs:1");

    [Theory]
    [InlineData("bool A() => secret == null;")]
    [InlineData("bool A() => type == \"code\";")]
    [InlineData("bool A(int statusCode) => statusCode >= 400;")]
    public void What_compares_no_secret_passes(string code) => Check([Planted.File("src/A.cs", $"class A {{ {code} }}")]).ShouldBeNone();

    private static IEnumerable<string> Check(IEnumerable<SourceFile> files) => files.SelectMany(SecretComparisons.In)
        .Where(c => !Harmless.ContainsKey(c.Text))
        .Select(c =>
            $"{c.At} compares a secret with '{c.Text}'. Use CryptographicOperations.FixedTimeEquals, or list it with the reason why it " +
                $"tells nothing.");
}
