using System.Globalization;
using OpenIddict.Abstractions;
using Wristband.Platform.Sessions;

namespace Wristband.Platform.OAuth.Authorize;

/// <summary>What an authorize request gets.</summary>
internal enum AuthorizationAnswer
{
    Code,
    LoginPage,
    LoginRequired,
    TooOld,
}

/// <summary>Weighs the session of this browser against prompt, max_age and the user that an id_token_hint names (P-20).</summary>
internal static class AuthorizationDecision
{
    public static AuthorizationAnswer Decide(
        OpenIddictRequest request, SignedIn? signedIn, string? hintedUserId, WaitingRequest? resumed, DateTimeOffset now)
    {
        var silent = request.HasPromptValue(OpenIddictConstants.PromptValues.None);
        if (signedIn is null) return silent ? AuthorizationAnswer.LoginRequired : AuthorizationAnswer.LoginPage;

        // It waits for one person (X-A6): when another one signed in meanwhile, asking for a code would be asking for the wrong one's.
        var isAnother = hintedUserId is not null && hintedUserId != signedIn.User.Id;

        // Whoever signed in since this request began has done what prompt and max_age ask for; asking again would never end.
        var authenticatedAt = signedIn.Session.AuthenticatedAt;
        if (resumed is not null && authenticatedAt.ToUnixTimeMilliseconds() >= resumed.CreatedAt.ToUnixTimeMilliseconds())
            return isAnother ? AuthorizationAnswer.LoginRequired : AuthorizationAnswer.Code;

        if (isAnother) return silent ? AuthorizationAnswer.LoginRequired : AuthorizationAnswer.LoginPage;
        if (request.HasPromptValue(OpenIddictConstants.PromptValues.Login)
            || request.HasPromptValue(OpenIddictConstants.PromptValues.SelectAccount))
            return AuthorizationAnswer.LoginPage;
        if (MaxAge(request) is not { } maxAge || now - authenticatedAt <= maxAge) return AuthorizationAnswer.Code;
        return silent ? AuthorizationAnswer.TooOld : AuthorizationAnswer.LoginPage;
    }

    private static TimeSpan? MaxAge(OpenIddictRequest request) =>
        int.TryParse((string?)request.GetParameter(OpenIddictConstants.Parameters.MaxAge), CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
