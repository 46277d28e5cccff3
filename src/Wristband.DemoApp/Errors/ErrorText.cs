using Microsoft.Extensions.Localization;

namespace Wristband.DemoApp.Errors;

/// <summary>What people read when something fails: what happened, and what they can do. Never the exception.</summary>
internal sealed record ErrorText(string Title, string Explanation, ErrorAction Action)
{
    public static ErrorText For(int status, IStringLocalizer<ErrorTexts> texts)
    {
        var name = NameOf(status);
        var action = status == StatusCodes.Status401Unauthorized ? ErrorAction.SignIn : ErrorAction.GoHome;
        return new ErrorText(texts[name + "Heading"], texts[name + "Advice"], action);
    }

    private static string NameOf(int status) => status switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        409 => "Conflict",
        429 => "TooManyRequests",
        502 or 503 => "Unavailable",
        >= 500 => "Failed",
        _ => "Other",
    };
}

/// <summary>The button under the explanation.</summary>
internal enum ErrorAction
{
    GoHome,
    SignIn,
}
