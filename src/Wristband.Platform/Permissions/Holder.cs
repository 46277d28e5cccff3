using Wristband.Platform.Operations;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Permissions;

/// <summary>Who has a role: what "one's own tenant" means depends on it.</summary>
internal sealed class Holder
{
    private readonly bool _isAnybody;
    private readonly bool _staysInTenant;

    private Holder(string? tenantId, bool isAnybody = false, bool staysInTenant = false) =>
        (TenantId, _isAnybody, _staysInTenant) = (tenantId, isAnybody, staysInTenant);

    /// <summary>The tenant that is its own.</summary>
    public string? TenantId { get; }

    /// <summary>A machine of the application: it has no tenant of its own.</summary>
    public static Holder OfApplication { get; } = new(tenantId: null);

    /// <summary>
    /// Whoever gets it, in any tenant: what may not be given to everybody may not be put into a role that everybody may get.
    /// </summary>
    public static Holder Anybody { get; } = new(tenantId: null, isAnybody: true);

    public static Holder In(string tenantId) => new(tenantId);

    /// <summary>A tenant's machine.</summary>
    public static Holder Machine(string tenantId) => new(tenantId, staysInTenant: true);

    /// <summary>
    /// How far a permission reaches for this holder. Without a boundary it reaches the holder alone; one that was removed or that only the
    /// application understands reaches nothing here.
    /// </summary>
    public Reach ReachOf(string? boundaryId, IReadOnlyDictionary<string, PermissionBoundary> boundaries)
    {
        var reach = FarthestOf(boundaryId, boundaries);
        return _staysInTenant ? reach.Within(TenantId!) : reach;
    }

    private Reach FarthestOf(string? boundaryId, IReadOnlyDictionary<string, PermissionBoundary> boundaries)
    {
        if (boundaryId is null || boundaryId == PredefinedBoundaries.Self.Id) return Reach.Self;
        if (boundaryId == PredefinedBoundaries.Application.Id) return Reach.Application;
        if (boundaryId == PredefinedBoundaries.Tenant.Id)
            return _isAnybody ? Reach.Application : TenantId is null ? Reach.Nothing : Reach.Of([TenantId]);
        return boundaries.GetValueOrDefault(boundaryId) switch
        {
            { Type: PermissionBoundaryType.TenantInclusionList } list => Reach.Of(list.ResourceList),
            { Type: PermissionBoundaryType.TenantExclusionList } list => Reach.AllExcept(list.ResourceList),
            { } custom => Reach.OfCustom(custom.Id),
            null => Reach.Nothing,
        };
    }
}
