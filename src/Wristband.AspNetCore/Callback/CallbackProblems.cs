using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>What can go wrong between the platform's redirect and the session, in words for the person in front of it.</summary>
internal static class CallbackProblems
{
    public static ProblemPage Repeated(string parameter) => new(
        StatusCodes.Status400BadRequest, "WB1201", "This sign-in link is broken", $"The parameter '{parameter}' occurs more than once in it.");

    public static readonly ProblemPage NoState = new(
        StatusCodes.Status400BadRequest, "WB1202", "This sign-in link is incomplete",
        "It does not say which sign-in it belongs to. Please start again.");

    public static readonly ProblemPage NoCookies = new(
        StatusCodes.Status400BadRequest, "WB1203", "Your browser does not keep our cookies",
        "Signing in was started several times, and each time the browser came back without the cookie that proves where it began. "
        + "Allow cookies for this site, or open it over https, then try again.");

    public static readonly ProblemPage TooManyRestarts = new(
        StatusCodes.Status400BadRequest, "WB1203", "Signing in does not come to an end",
        "The sign-in service sent you back several times without a result. Please try again, and tell the operator of this site if it goes on.");

    public static ProblemPage Refused(string error) => new(
        StatusCodes.Status400BadRequest, "WB1204", "Sign-in was not completed",
        error == "access_denied"
            ? "Access was denied, or the sign-in was cancelled."
            : $"The sign-in service answered with the error '{error}'.");

    public static readonly ProblemPage NoCode = new(
        StatusCodes.Status400BadRequest, "WB1205", "This sign-in link is incomplete", "The sign-in service sent no code. Please start again.");

    public static readonly ProblemPage WrongIssuer = new(
        StatusCodes.Status400BadRequest, "WB1206", "This sign-in link is not from our sign-in service",
        "It was made by somebody else than the service where your sign-in began. Please start again.");

    public static readonly ProblemPage PlatformDown = new(
        StatusCodes.Status503ServiceUnavailable, "WB1207", "The sign-in service did not answer",
        "You are not signed in yet. Please try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static readonly ProblemPage PlatformRefused = new(
        StatusCodes.Status502BadGateway, "WB1208", "The sign-in service gave an answer we cannot use",
        "You are not signed in. If this happens again, tell the operator of this site.");

    public static readonly ProblemPage InvalidIdToken = PlatformRefused with { Id = "WB1209" };

    public static readonly ProblemPage IdentityMismatch = PlatformRefused with { Id = "WB1210" };

    public static readonly ProblemPage UserInfoFailed = PlatformRefused with { Id = "WB1211" };

    public static readonly ProblemPage StoreDown = new(
        StatusCodes.Status503ServiceUnavailable, "WB1214", "We cannot keep your session right now",
        "You are not signed in yet. The place where sessions are kept did not answer; please try again in a moment.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    public static readonly ProblemPage SessionTooLarge = new(
        StatusCodes.Status500InternalServerError, "WB1213", "Your session does not fit",
        "There is more in your profile than a session can hold. Please tell the operator of this site.");
}
