namespace Wristband.AspNetCore.Tokens;

/// <summary>What a successful grant brought.</summary>
/// <param name="AccessToken">For APIs.</param>
/// <param name="RefreshToken">For the next grant; null when the platform gave none.</param>
/// <param name="Expires">The access token's real end.</param>
/// <param name="RefreshDue">When to refresh it.</param>
internal sealed record TokenSet(string AccessToken, string? RefreshToken, DateTimeOffset Expires, DateTimeOffset RefreshDue)
{
    /// <summary>Not the compiler's text, which would print the tokens into whatever formats this value.</summary>
    public override string ToString() => $"{nameof(TokenSet)} until {Expires:O}";
}
