namespace Wristband.Platform.Roles;

/// <summary>Registers what is done to roles and with them.</summary>
internal static class RolesExtensions
{
    public static WebApplicationBuilder AddRoles(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<RoleChoice>();
        services.AddScoped<CreateRole>();
        services.AddScoped<UpdateRole>();
        services.AddScoped<DeleteRole>();
        services.AddScoped<AssignPermissionsToRole>();
        services.AddScoped<UnassignPermissionsFromRole>();
        services.AddScoped<AssignPermissionGroupsToRole>();
        services.AddScoped<UnassignPermissionGroupsFromRole>();
        services.AddScoped<AssignRolesToUser>();
        services.AddScoped<UnassignRolesFromUser>();
        services.AddScoped<ReplaceRolesOfUser>();
        services.AddScoped<AssignRolesToClient>();
        services.AddScoped<UnassignRolesFromClient>();
        services.AddScoped<SaveRoleAssignmentPolicy>();
        services.AddScoped<DeleteRoleAssignmentPolicy>();
        return builder;
    }
}
