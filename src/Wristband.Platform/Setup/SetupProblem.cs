using Wristband.Platform.Applications;

namespace Wristband.Platform.Setup;

/// <summary>What is wrong with one of the things that somebody typed.</summary>
/// <param name="Field">Which: application, host, dashboard_host or admin.</param>
/// <param name="Message">What an operator reads at the command line.</param>
/// <param name="Words">In <see cref="SetupTexts"/>, what a person reads on the page.</param>
internal sealed record SetupProblem(string Field, string Message, string Words)
{
    public static SetupProblem Application(string? typed) => new(
        "application",
        $"WB2220: '{typed}' is no name for an application. Use {ApplicationName.MinLength} to {ApplicationName.MaxLength} letters and "
        + "digits, and not the name of the dashboard.",
        "ApplicationProblem");

    public static SetupProblem SameHost(string host) => new(
        "host",
        $"WB2221: '{host}' is the dashboard's host or its workspace's, so it cannot be the application's. Name another one.",
        "SameHostProblem");

    public static SetupProblem Admin(string? typed) => new("admin", $"WB2222: '{typed}' is not an e-mail address.", "AdminProblem");

    public static SetupProblem Host(string? typed) => new(
        "host",
        $"WB2223: '{typed}' is no host name. Write it as DNS does, such as auth.yourapp.io: below a domain of yours, without scheme, port "
        + "and path.",
        "HostProblem");
}
