using Wristband.Platform.Permissions.Boundaries;
using Wristband.Platform.Permissions.Groups;

namespace Wristband.Platform.Permissions;

/// <summary>Registers what somebody may do, who says so, and what is done to permissions.</summary>
internal static class PermissionsExtensions
{
    public static WebApplicationBuilder AddPermissions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<GrantedPermissions>();
        services.AddScoped<GrantLimit>();
        services.AddScoped<OwnerLoss>();
        services.AddScoped<Owners>();
        services.AddScoped<VisibilityRules>();
        services.AddScoped<PermissionChoice>();
        services.AddScoped<CreatePermission>();
        services.AddScoped<UpdatePermission>();
        services.AddScoped<DeletePermission>();
        services.AddScoped<CreatePermissionGroup>();
        services.AddScoped<UpdatePermissionGroup>();
        services.AddScoped<DeletePermissionGroup>();
        services.AddScoped<AssignPermissionsToGroup>();
        services.AddScoped<UnassignPermissionsFromGroup>();
        services.AddScoped<BoundaryUses>();
        services.AddScoped<CreatePermissionBoundary>();
        services.AddScoped<UpdatePermissionBoundary>();
        services.AddScoped<DeletePermissionBoundary>();
        return builder;
    }
}
