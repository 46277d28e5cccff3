namespace Wristband.Platform.Permissions.Predefined;

/// <summary>Permissions of the platform that are given together.</summary>
internal sealed record PredefinedGroup(
    string Id, string Name, string DisplayName, PredefinedBoundary Boundary, IReadOnlyList<PredefinedPermission> Permissions);

/// <summary>
/// What administrators of an application, and the owners and viewers of a tenant, may do. Code again: a role that holds one of these groups
/// may do what a new version adds to it.
/// </summary>
internal static class PredefinedGroups
{
    public static PredefinedGroup ApplicationAdmin { get; } =
        Of("application-admin", "Application administration", PredefinedBoundaries.Application, PredefinedPermissions.All);

    /// <summary>Everything about one's own tenant but its being there at all.</summary>
    public static PredefinedGroup TenantOwner { get; } = Of("tenant-owner", "Tenant administration", PredefinedBoundaries.Tenant,
    [
        .. PredefinedPermissions.About(
            "audit-event", "auth-session", "auth-session-policy", "change-email-request", "change-email-workflow", "client",
            "custom-domain", "email-branding", "existing-user-invitation-workflow", "identity-provider",
            "identity-provider-override-toggle", "mfa-policy", "new-user-invitation-request", "new-user-invitation-workflow",
            "page-branding", "password-policy", "permission-group", "refresh-token", "role", "role-assignment-policy", "user", "webhook"),
        .. Only("tenant:read", "tenant:update", "tenant:manage-signup-enablement", "permission:read", "permission:manage-assignments",
            "permission-boundary:read"),
    ]);

    public static PredefinedGroup TenantViewer { get; } = Of(
        "tenant-viewer", "Tenant reading", PredefinedBoundaries.Tenant, [.. Only("tenant:read", "user:read", "role:read")]);

    public static IReadOnlyList<PredefinedGroup> All { get; } = [ApplicationAdmin, TenantOwner, TenantViewer];

    public static PredefinedGroup? Find(string id) => All.FirstOrDefault(g => g.Id == id);

    private static IEnumerable<PredefinedPermission> Only(params string[] values) =>
        PredefinedPermissions.All.Where(p => values.Contains(p.Value));

    private static PredefinedGroup Of(
        string name, string displayName, PredefinedBoundary boundary, IReadOnlyList<PredefinedPermission> permissions) =>
        new(PredefinedId.Of("permission-group", name), $"predefined:{name}", displayName, boundary, permissions);
}
