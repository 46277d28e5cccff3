using System.Diagnostics.CodeAnalysis;
using Wristband.Platform.Applications;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Setup;

/// <summary>What the first setup of a platform makes; everything checked already.</summary>
internal sealed record SetupRequest
{
    private const int LongestName = 60;

    private SetupRequest(ApplicationName application, string displayName, string hostName, string dashboardHost, EmailAddress admin) =>
        (Application, DisplayName, HostName, DashboardHost, Admin) = (application, displayName, hostName, dashboardHost, admin);

    public ApplicationName Application { get; }

    public string DisplayName { get; }

    /// <summary>The vanity host of the application, without port.</summary>
    public string HostName { get; }

    /// <summary>The host of those who run the platform.</summary>
    public string DashboardHost { get; }

    /// <summary>Who gets the setup link.</summary>
    public EmailAddress Admin { get; }

    /// <summary>Checks what somebody typed.</summary>
    /// <param name="application">What people call the application; its name is made of it.</param>
    /// <param name="host">The application's vanity host.</param>
    /// <param name="dashboardHost">Where the dashboard lives; beside the application's host unless given.</param>
    /// <param name="admin">The e-mail address of the workspace administrator.</param>
    /// <param name="request">What to set up.</param>
    /// <param name="problems">Everything that is wrong.</param>
    public static bool TryRead(
        string? application, string? host, string? dashboardHost, string? admin, [NotNullWhen(true)] out SetupRequest? request,
        out IReadOnlyList<SetupProblem> problems)
    {
        var wrong = new List<SetupProblem>();
        var display = application?.Trim() ?? "";
        if (!ApplicationName.TryParse(TenantName.Propose(display), out var name) || display.Length > LongestName)
            wrong.Add(SetupProblem.Application(application));
        if (!VanityHost.TryParse(host, out var hostName)) wrong.Add(SetupProblem.Host(host));
        var beside = dashboardHost ?? (hostName is null ? null : VanityHost.Beside(hostName, ApplicationName.Dashboard.Value));
        if (!VanityHost.TryParse(beside, out var dashboard) && hostName is not null) wrong.Add(SetupProblem.Host(beside));
        if (dashboard is not null && (hostName == dashboard || hostName == $"{Workspace.Name}-{dashboard}"))
            wrong.Add(SetupProblem.SameHost(hostName));
        if (!EmailAddress.TryParse(admin, out var email)) wrong.Add(SetupProblem.Admin(admin));
        problems = wrong;
        request = wrong.Count == 0 ? new SetupRequest(name, display, hostName!, dashboard!, email!) : null;
        return request is not null;
    }
}
