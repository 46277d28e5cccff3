using Wristband.Platform.Management.Api;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Management;

/// <summary>/api/v1/roles</summary>
internal static class Roles
{
    /// <summary>What lists of roles are filtered and sorted by.</summary>
    public static Attributes<Role> Attributes { get; } = new Attributes<Role>(role => role.Id)
        .Text("name", role => role.Name, ignoreCase: true)
        .Text("displayName", role => role.DisplayName, ignoreCase: true)
        .Text("id", role => role.Id)
        .Choice("type", role => role.Type)
        .Choice("tenantVisibility", role => role.TenantVisibility);
}
