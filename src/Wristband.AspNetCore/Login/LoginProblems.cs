using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Login;

/// <summary>What can stop a login before it leaves for the platform.</summary>
internal static class LoginProblems
{
    public static readonly ProblemPage PlatformUnreachable = new(
        StatusCodes.Status503ServiceUnavailable,
        "WB1101",
        "Sign-in is not available right now",
        "The sign-in service did not answer. Please try again in a few seconds.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
        RetryPath = "",
    };

    /// <summary>Cookies are kept from frames and pages that ask for a password refuse them, so a login would only seem to begin.</summary>
    public static readonly ProblemPage InFrame = ProblemPage.InFrame;

    public static ProblemPage Repeated(string parameter, string loginPath) => new(
        StatusCodes.Status400BadRequest,
        "WB1201",
        "This sign-in link is broken",
        $"The parameter '{parameter}' occurs more than once in it.")
    {
        RetryPath = loginPath,
        RetryText = "Sign in",
    };
}
