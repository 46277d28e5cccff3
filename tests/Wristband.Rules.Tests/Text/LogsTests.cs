using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Wristband.Rules.Tests.Code;

namespace Wristband.Rules.Tests.Text;

/// <summary>Logs never carry what lets somebody in.</summary>
public partial class LogsTests
{
    private static readonly string[] Secrets = ["token", "secret", "password", "code", "cookie", "authorization", "passphrase", "ticket"];
    private static readonly string[] Whole =
        ["HttpRequest", "HttpResponse", "HttpContext", "HttpRequestMessage", "HttpResponseMessage", "IFormCollection", "IHeaderDictionary"];

    /// <summary>Names that contain such a word and mean something harmless.</summary>
    private static readonly Dictionary<string, string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        ["statusCode"] = "the number of an HTTP status",
        ["errorCode"] = "a word of the protocol such as invalid_grant",
    };

    [Fact]
    public void No_log_message_carries_a_secret() => Check(SourceTree.Product).ShouldBeNone();

    [Theory]
    [InlineData("""[LoggerMessage(1, LogLevel.Information, "Got {AccessToken}")] static partial void A(ILogger l, string accessToken);""",
        "accessToken")]
    [InlineData("""[LoggerMessage(EventId = 1, Message = "Got {Value}")] static partial void A(ILogger l, string password);""", "password")]
    [InlineData(
        """
        [LoggerMessage(1, LogLevel.Debug, "Code {Code} of " + "{Cookie}")]
        static partial void A(ILogger l, string value, string other);
        """,
        "{Code}")]
    [InlineData("""[LoggerMessage(1, LogLevel.Debug, "Code" + "{Cookie}")] static partial void A(ILogger l, string other);""", "{Cookie}")]
    [InlineData("""[LoggerMessage(1, LogLevel.Debug, "Request")] static partial void A(ILogger l, HttpRequest request);""", "HttpRequest")]
    public void A_secret_in_a_log_message_can_fail(string member, string problem) =>
        Check([Planted.File("src/A.cs", $"static partial class Log {{ {member} }}")]).ShouldReport(problem);

    private static IEnumerable<string> Check(IEnumerable<SourceFile> files) =>
        from file in files
        from method in file.Nodes<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(list => list.Attributes).Where(a => a.Name.ToString() == "LoggerMessage")
        from problem in Placeholder().Matches(attribute.ToString()).Select(m => m.Groups["name"].Value).Where(IsSecret)
            .Select(name => $"{{{name}}}")
            .Concat(method.ParameterList.Parameters.Select(p => p.Identifier.Text).Where(IsSecret))
            .Concat(method.ParameterList.Parameters.Select(p => p.Type!.ToString().TrimEnd('?')).Where(Whole.Contains))
        select $"{file.At(method)}: {method.Identifier} logs {problem}.";

    private static bool IsSecret(string name) =>
        !Harmless.ContainsKey(name) && Word().Matches(name).Any(word => Secrets.Any(s => IsWord(word.Value, s)));

    private static bool IsWord(string word, string secret) =>
        word.Equals(secret, StringComparison.OrdinalIgnoreCase) || word.Equals(secret + "s", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\{(?<name>[^{}:,]+)")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+")]
    private static partial Regex Word();
}
