using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Wristband.Rules.Tests.Code;

/// <summary>
/// Finds comparisons of values whose names say that they are secret, in a way whose duration tells how much of it was right.
/// </summary>
internal static partial class SecretComparisons
{
    public static IEnumerable<(string At, string Text)> In(SourceFile file)
    {
        foreach (var node in file.Nodes<BinaryExpressionSyntax>())
        {
            if (!node.IsKind(SyntaxKind.EqualsExpression) && !node.IsKind(SyntaxKind.NotEqualsExpression)) continue;
            if (IsConstant(node.Left) || IsConstant(node.Right)) continue;
            if (IsSecret(node.Left) || IsSecret(node.Right)) yield return (file.At(node), node.ToString());
        }
        foreach (var call in file.Nodes<InvocationExpressionSyntax>())
        {
            if (call.Expression is not MemberAccessExpressionSyntax
                {
                    Name.Identifier.Text: "Equals" or "SequenceEqual" or "Compare"
                or "CompareOrdinal"
                } member) continue;
            var operands = call.ArgumentList.Arguments.Select(a => a.Expression).Append(member.Expression).ToList();
            if (operands.Any(IsConstant)) continue;
            if (operands.Any(IsSecret)) yield return (file.At(call), call.ToString());
        }
    }

    private static bool IsSecret(ExpressionSyntax operand) => Secret().IsMatch(LastName(operand));

    private static string LastName(ExpressionSyntax operand) => operand switch
    {
        IdentifierNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax member => member.Name.Identifier.Text,
        ConditionalAccessExpressionSyntax conditional => LastName(conditional.WhenNotNull),
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
        PostfixUnaryExpressionSyntax postfix => LastName(postfix.Operand),
        ParenthesizedExpressionSyntax inner => LastName(inner.Expression),
        _ => "",
    };

    private static bool IsConstant(ExpressionSyntax operand) =>
        operand is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or DefaultExpressionSyntax
        || (operand is MemberAccessExpressionSyntax member && member.Expression is PredefinedTypeSyntax);

    [GeneratedRegex(
        "(secret|token|hash|password|nonce|verifier|challenge|signature|seal|csrf|reference|code|state)$", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
