using Microsoft.Extensions.Localization;
using Wristband.Platform.Http;
using Wristband.Platform.Users;

namespace Wristband.Platform.Credentials;

/// <summary>A field for a new password: what to write beside it, and what to say about a password that cannot be used.</summary>
internal sealed class PasswordForm(PasswordPolicy policy, IStringLocalizer<CredentialsTexts> texts)
{
    public string Hint => texts["Hint", policy.MinLength];

    /// <summary>Why this user of the tenant of this host cannot use this password, as a sentence; null when they can.</summary>
    public string? ProblemFor(User user, HostContext host, string? password) => policy.ProblemFor(user, host, password) is { } problem
        ? texts[problem.ToString(), problem == PasswordProblem.TooLong ? PasswordPolicy.MaxLength : policy.MinLength].Value
        : null;
}
