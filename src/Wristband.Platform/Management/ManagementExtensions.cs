using Wristband.Platform.Http;
using Wristband.Platform.Management.Api;
using Wristband.Platform.Management.Settings;

namespace Wristband.Platform.Management;

/// <summary>The management API on the application's host, one file a noun. It has no rules of its own: operations do.</summary>
internal static class ManagementExtensions
{
    private const string Base = "/api/v1";

    public static WebApplicationBuilder AddManagement(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<ApiCaller>();
        builder.Services.AddSingleton<RefusalAudit>();
        builder.Services.AddScoped<TenantView>();
        builder.Services.AddScoped<Idempotency>();
        return builder;
    }

    public static WebApplication MapManagement(this WebApplication app)
    {
        var api = app.MapGroup(Base).RequireCors(CrossOrigin.ApplicationOrigins).WithMetadata(new OnHostAttribute(HostKind.Application))
            .AddEndpointFilter(ApiCaller.RequireAsync);
        Users.Map(api);
        UserSessions.Map(api);
        UserRoles.Map(api);
        ClientRoles.Map(api);
        Roles.Map(api);
        RolePermissions.Map(api);
        RoleAssignmentPolicies.Map(api);
        Permissions.Map(api);
        PermissionInfo.Map(api);
        PermissionGroups.Map(api);
        PermissionBoundaries.Map(api);
        Tenants.Map(api);
        Settings.Applications.Map(api);
        Clients.Map(api);
        SigningKeys.Map(api);
        Brandings.Map(api);
        return app;
    }
}
