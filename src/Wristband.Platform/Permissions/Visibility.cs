using Wristband.Platform.Data;

namespace Wristband.Platform.Permissions;

/// <summary>Which tenants see what their application owns.</summary>
internal static class Visibility
{
    public static bool IsSeenBy(string tenantId, TenantVisibility visibility, IReadOnlyList<string>? list) => visibility switch
    {
        TenantVisibility.All => true,
        TenantVisibility.InclusionList => list?.Contains(tenantId) == true,
        TenantVisibility.ExclusionList => list?.Contains(tenantId) != true,
        _ => false,
    };

    public static IReadOnlyList<string> Included(TenantVisibility visibility, IReadOnlyList<string>? list) =>
        visibility == TenantVisibility.InclusionList ? list ?? [] : [];

    public static IReadOnlyList<string> Excluded(TenantVisibility visibility, IReadOnlyList<string>? list) =>
        visibility == TenantVisibility.ExclusionList ? list ?? [] : [];
}
