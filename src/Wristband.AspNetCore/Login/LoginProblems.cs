using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Login;

/// <summary>What can stop a login before it leaves for the platform.</summary>
internal static class LoginProblems
{
    public static readonly ProblemPage PlatformUnreachable = new(
        StatusCodes.Status503ServiceUnavailable, "WB1101", "PlatformUnreachableTitle", "PlatformUnreachable")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
        RetryPath = "",
    };

    public static ProblemPage Repeated(string parameter, string loginPath) => new(
        StatusCodes.Status400BadRequest, "WB1201", "LoginLinkBrokenTitle", "ParameterRepeated")
    {
        Details = [parameter],
        RetryPath = loginPath,
        RetryText = "SignIn",
    };
}
