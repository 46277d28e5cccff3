using Microsoft.Extensions.Localization;
using Wristband.Platform.Http;
using Wristband.Platform.Shared;

namespace Wristband.Platform.Login;

/// <summary>What the login page says when somebody was not signed in.</summary>
internal sealed class LoginWords(
    IStringLocalizer<LoginTexts> texts, IStringLocalizer<SharedTexts> shared, IStringLocalizer<HttpTexts> common)
{
    public string For(SignInOutcome outcome) => outcome.Status switch
    {
        SignInStatus.NeedsReset => texts["NeedsReset"],
        SignInStatus.Wait => shared["TooMany", Wait.InWords(outcome.RetryAfter, common)],
        _ => texts["Refused"],
    };
}
