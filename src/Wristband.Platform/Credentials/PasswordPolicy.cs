using System.Text;
using Microsoft.Extensions.Options;
using Wristband.Platform.Http;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

/// <summary>
/// What a new password must be: long enough, and nothing that is guessed first (P-33). No rules about kinds of characters and
/// no expiry; both make passwords worse.
/// </summary>
internal sealed class PasswordPolicy(CommonPasswords common, IOptions<PasswordSettings> settings)
{
    /// <summary>The longest password that is accepted, in code points, and the longest that is ever hashed.</summary>
    public const int MaxLength = 256;
    private const int ShortestTellingWord = 4;

    public int MinLength => settings.Value.MinLength;

    /// <summary>Why this password cannot be used, as a sentence for its owner; null when it can.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="ownWords">Names of the application, workspace and person, their address: guessed early by who knows them.</param>
    public string? Problem(string? password, params IEnumerable<string?> ownWords)
    {
        if (string.IsNullOrEmpty(password)) return "Choose a password.";
        if (!IsWellFormed(password)) return "This password has a character that cannot be stored. Choose another one.";
        var length = LengthOf(password);
        if (length < MinLength) return $"Use at least {MinLength} characters. A few words in a row are easy to remember.";
        if (length > MaxLength) return $"Use at most {MaxLength} characters.";
        if (common.Contains(password)) return "This password is one of the first that are tried. Choose another one.";
        return ownWords.OfType<string>().SelectMany(WordsOf).Any(word => IsMostly(password, word))
            ? "This password is mostly your name, address or workspace. Choose another one."
            : null;
    }

    /// <summary>The same for a user of the tenant of this host.</summary>
    public string? ProblemFor(User user, HostContext host, string? password) => Problem(
        password, user.Email, user.GivenName, user.FamilyName, host.RequiredTenant.Name, host.RequiredTenant.DisplayName,
        host.RequiredApplication.Name, host.RequiredApplication.DisplayName);

    /// <summary>Whether a typed password is worth hashing at all.</summary>
    public static bool IsHashable(string? password) => !string.IsNullOrEmpty(password) && IsWellFormed(password) && LengthOf(password) <= MaxLength;

    private static int LengthOf(string password) => password.Normalize(NormalizationForm.FormC).EnumerateRunes().Count();

    // A lone surrogate has no UTF-8 form and would make different passwords equal.
    private static bool IsWellFormed(string password)
    {
        for (var i = 0; i < password.Length; i++)
        {
            if (char.IsHighSurrogate(password[i]) && i + 1 < password.Length && char.IsLowSurrogate(password[i + 1])) i++;
            else if (char.IsSurrogate(password[i])) return false;
        }
        return true;
    }

    private static IEnumerable<string> WordsOf(string text) =>
        text.Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries).Append(text.Replace(" ", "", StringComparison.Ordinal))
            .Where(word => word.Length >= ShortestTellingWord);

    private static bool IsMostly(string password, string word) =>
        password.Contains(word, StringComparison.OrdinalIgnoreCase) && password.Length - word.Length < ShortestTellingWord;
}
