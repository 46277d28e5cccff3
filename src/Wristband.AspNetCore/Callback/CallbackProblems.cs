using System.Globalization;
using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Callback;

/// <summary>What can go wrong between the platform's redirect and the session, by the names of the words that say it.</summary>
internal static class CallbackProblems
{
    public static ProblemPage Repeated(string parameter) =>
        new(StatusCodes.Status400BadRequest, "WB1201", "LoginLinkBrokenTitle", "ParameterRepeated") { Details = [parameter] };

    public static readonly ProblemPage NoState = new(StatusCodes.Status400BadRequest, "WB1202", "LinkIncompleteTitle", "NoState");

    public static readonly ProblemPage NoCookies = new(StatusCodes.Status400BadRequest, "WB1203", "NoCookiesTitle", "NoCookies");

    public static readonly ProblemPage TooManyRestarts = new(StatusCodes.Status400BadRequest, "WB1203", "RestartsTitle", "Restarts");

    public static ProblemPage Refused(string error) =>
        new(StatusCodes.Status400BadRequest, "WB1204", "RefusedTitle", error == "access_denied" ? "Denied" : "RefusedBecause")
        {
            Details = [error],
        };

    public static readonly ProblemPage NoCode = new(StatusCodes.Status400BadRequest, "WB1205", "LinkIncompleteTitle", "NoCode");

    public static readonly ProblemPage WrongIssuer = new(StatusCodes.Status400BadRequest, "WB1206", "WrongIssuerTitle", "WrongIssuer");

    public static readonly ProblemPage PlatformDown =
        new(StatusCodes.Status503ServiceUnavailable, "WB1207", "PlatformDownTitle", "PlatformDown")
        {
            RetryAfter = TimeSpan.FromSeconds(5),
        };

    public static readonly ProblemPage PlatformRefused =
        new(StatusCodes.Status502BadGateway, "WB1208", "PlatformAnswerTitle", "PlatformAnswer");

    public static readonly ProblemPage InvalidIdToken = PlatformRefused with { Id = "WB1209" };

    public static readonly ProblemPage IdentityMismatch = PlatformRefused with { Id = "WB1210" };

    public static readonly ProblemPage UserInfoFailed = PlatformRefused with { Id = "WB1211" };

    public static readonly ProblemPage StoreDown =
        new(StatusCodes.Status503ServiceUnavailable, "WB1214", "StoreDownTitle", "StoreDown") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static readonly ProblemPage SessionTooLarge =
        new(StatusCodes.Status500InternalServerError, "WB1213", "SessionTooLargeTitle", "SessionTooLarge");

    /// <param name="here">The time of this machine.</param>
    /// <param name="there">When the platform says that it issued the token it has just issued.</param>
    public static ProblemPage ClocksDiffer(DateTimeOffset here, DateTimeOffset there) =>
        new(StatusCodes.Status502BadGateway, "WB1218", "ClockTitle", "Clock") { Details = [Shown(here), Shown(there)] };

    private static string Shown(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
