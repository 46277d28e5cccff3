using Wristband.Platform.Applications;
using Wristband.Platform.Data;
using Wristband.Platform.Roles;

namespace Wristband.Platform.Permissions.Predefined;

/// <summary>A role that every application has. What it may do is the group, which is code.</summary>
internal sealed record PredefinedRole(string Name, string DisplayName, PredefinedGroup Group, TenantVisibility Visibility);

/// <summary>The roles that come with the platform. They are rows, so that they are given and listed like all others.</summary>
internal static class PredefinedRoles
{
    /// <summary>For a machine that may do everything at its application. Tenants neither see nor give it.</summary>
    public static PredefinedRole ApplicationAdminClient { get; } = new(
        "predefined:application-admin-client", "Application Admin Client", PredefinedGroups.ApplicationAdmin, TenantVisibility.None);

    public static PredefinedRole TenantOwner { get; } =
        new("predefined:tenant-owner", "Tenant Owner", PredefinedGroups.TenantOwner, TenantVisibility.All);

    public static PredefinedRole TenantViewer { get; } =
        new("predefined:tenant-viewer", "Tenant Viewer", PredefinedGroups.TenantViewer, TenantVisibility.All);

    public static IReadOnlyList<PredefinedRole> All { get; } = [ApplicationAdminClient, TenantOwner, TenantViewer];

    /// <summary>What a predefined role gives; null for others.</summary>
    public static PredefinedGroup? GroupOf(Role role) =>
        role.Type == RoleType.Predefined ? All.FirstOrDefault(r => r.Name == role.Name)?.Group : null;

    /// <summary>Adds them to an application that has just been made; the caller saves.</summary>
    public static void AddTo(PlatformDbContext database, Application application, DateTimeOffset now)
    {
        foreach (var role in All) database.Roles.Add(RowOf(role, application.Id, now));
    }

    /// <summary>The id of a predefined role at an application.</summary>
    public static string IdOf(PredefinedRole role, string applicationId) => PredefinedId.Of($"role:{applicationId}", role.Name);

    /// <summary>The row of a predefined role at an application.</summary>
    public static Role RowOf(PredefinedRole role, string applicationId, DateTimeOffset now) => new()
    {
        Id = IdOf(role, applicationId),
        ApplicationId = applicationId,
        Name = role.Name,
        DisplayName = role.DisplayName,
        Type = RoleType.Predefined,
        TenantVisibility = role.Visibility,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>
    /// What a role that the platform itself gives to owners and viewers may do, by its name in the application: "app:demo:owner". The
    /// caller saves.
    /// </summary>
    public static void Equip(PlatformDbContext database, Role role)
    {
        var group = role.Name.Split(':')[^1] switch
        {
            "owner" => PredefinedGroups.TenantOwner,
            "viewer" => PredefinedGroups.TenantViewer,
            _ => null,
        };
        if (group is null) return;
        database.RolePermissionGroups.Add(new RolePermissionGroup
        {
            RoleId = role.Id,
            PermissionGroupId = group.Id,
            ApplicationId = role.ApplicationId,
            TenantId = role.TenantId,
        });
    }
}
