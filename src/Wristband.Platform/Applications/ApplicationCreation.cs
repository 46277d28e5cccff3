using Wristband.Platform.Data;
using Wristband.Platform.Permissions.Predefined;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Applications;

/// <summary>
/// Adds an application, its host and the roles that every application has to the unit of work, and enters its scope; the caller saves,
/// together with whatever belongs to the same step.
/// </summary>
internal sealed class ApplicationCreation(PlatformDbContext database, TenantScope scope, TimeProvider time)
{
    public Application Add(string name, string displayName, string hostName, string loginUrl)
    {
        var application = new Application
        {
            Id = Ids.New(),
            Name = name,
            DisplayName = displayName,
            HostName = hostName,
            LoginUrl = loginUrl,
            CreatedAt = time.GetUtcNow(),
        };
        database.Applications.Add(application);
        database.HostNames.Add(new HostName { Name = hostName, ApplicationId = application.Id });
        scope.EnterApplication(application.Id);
        PredefinedRoles.AddTo(database, application, application.CreatedAt);
        return application;
    }
}
