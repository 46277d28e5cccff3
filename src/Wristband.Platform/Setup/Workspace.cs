using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.Applications;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Http;
using Wristband.Platform.OAuth.Clients;
using Wristband.Platform.Signup;
using Wristband.Platform.Tenants;
using Wristband.Platform.Users;

namespace Wristband.Platform.Setup;

/// <summary>
/// Where those who run the platform sign in: an application like every other, whose one tenant has them as its users. Nobody has a
/// password that was not chosen by its owner (P-57).
/// </summary>
internal sealed class Workspace(
    PlatformDbContext database, ApplicationCreation applications, TenantCreation tenants, UserCreation users, OneTimeLinks links,
    TimeProvider time)
{
    public const string Name = "workspace";
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromMinutes(30);

    /// <summary>Saves the workspace with its first person, who has no password yet.</summary>
    /// <returns>The link with which that person sets one.</returns>
    public async Task<string> CreateAsync(SetupRequest request, PublicOrigin origin, CancellationToken cancellationToken)
    {
        var host = origin.At(request.DashboardHost);
        var application = applications.Add(
            ApplicationName.Dashboard.Value, "Dashboard", request.DashboardHost, host + NotConnectedPage.Path);
        application.SignupEnabled = false;
        AddClient(application, host);
        if (!TenantName.TryParse(Name, out var name, out _)) throw new InvalidOperationException("The name is a tenant's.");
        var tenant = tenants.Add(application, name, "Workspace", TenantStatus.Active);
        var admin = users.Add(tenant, request.Admin, UserStatus.PendingSignupActivation);
        await SignupRoles.GiveOwnerAsync(database, application, admin, cancellationToken);
        var (_, token) = links.Add(admin, LinkPurpose.VerifyEmail, LinkLifetime, clientId: null);
        database.AuditEvents.Add(new AuditEvent
        {
            At = time.GetUtcNow(),
            ApplicationId = application.Id,
            TenantId = tenant.Id,
            Type = "platform.set_up",
            UserId = admin.Id,
        });
        await database.SaveChangesAsync(cancellationToken);
        return QueryHelpers.AddQueryString(
            origin.At(tenant.HostName) + VerificationMail.Path, OneTimeLinks.Parameter, token);
    }

    // It has no secret yet: the dashboard gets one where it runs.
    private void AddClient(Application application, string host) => database.OAuthClients.Add(new OAuthClient
    {
        Id = Ids.New(),
        ApplicationId = application.Id,
        Name = "dashboard",
        Type = ClientType.BackendServer,
        RedirectUris = [host + "/api/auth/callback"],
        CreatedAt = time.GetUtcNow(),
    });
}
