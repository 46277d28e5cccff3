namespace Wristband.Platform.Permissions;

/// <summary>Registers what somebody may do, and who says so.</summary>
internal static class PermissionsExtensions
{
    public static WebApplicationBuilder AddPermissions(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<GrantedPermissions>();
        builder.Services.AddScoped<TenantOwners>();
        return builder;
    }
}
