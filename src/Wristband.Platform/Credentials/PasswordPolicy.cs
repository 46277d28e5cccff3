using Microsoft.Extensions.Options;
using Wristband.Platform.Http;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

/// <summary>Why a password cannot be used.</summary>
internal enum PasswordProblem
{
    Missing,

    /// <summary>It has a character without a UTF-8 form.</summary>
    Unstorable,
    TooShort,
    TooLong,

    /// <summary>It is among the first that are tried.</summary>
    Common,

    /// <summary>It is mostly a name, the address or the workspace of its owner.</summary>
    Personal,
}

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

    /// <summary>Why this password cannot be used, or null when it can.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="ownWords">Names of the application, workspace and person, their address: guessed early by who knows them.</param>
    public PasswordProblem? Problem(string? password, params IEnumerable<string?> ownWords)
    {
        if (string.IsNullOrEmpty(password)) return PasswordProblem.Missing;
        if (!IsWellFormed(password)) return PasswordProblem.Unstorable;
        var length = LengthOf(password);
        if (length < MinLength) return PasswordProblem.TooShort;
        if (length > MaxLength) return PasswordProblem.TooLong;
        if (common.Contains(password)) return PasswordProblem.Common;
        return ownWords.OfType<string>().SelectMany(WordsOf).Any(word => IsMostly(password, word)) ? PasswordProblem.Personal : null;
    }

    /// <summary>The same for a user of the tenant of this host.</summary>
    public PasswordProblem? ProblemFor(User user, HostContext host, string? password) => Problem(
        password, user.Email, user.GivenName, user.FamilyName, host.RequiredTenant.Name, host.RequiredTenant.DisplayName,
        host.RequiredApplication.Name, host.RequiredApplication.DisplayName);

    /// <summary>Whether a typed password is worth hashing at all.</summary>
    public static bool IsHashable(string? password) =>
        !string.IsNullOrEmpty(password) && IsWellFormed(password) && LengthOf(password) <= MaxLength;

    private static int LengthOf(string password) => PasswordHash.Normalized(password).EnumerateRunes().Count();

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
        text.Split([' ', '@', '.', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries)
            .Append(text.Replace(" ", "", StringComparison.Ordinal))
            .Where(word => word.Length >= ShortestTellingWord);

    private static bool IsMostly(string password, string word) =>
        password.Contains(word, StringComparison.OrdinalIgnoreCase) && password.Length - word.Length < ShortestTellingWord;
}
