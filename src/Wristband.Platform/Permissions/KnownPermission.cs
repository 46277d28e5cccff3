using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Permissions.Predefined;

namespace Wristband.Platform.Permissions;

internal enum PermissionType
{
    /// <summary>The application's own.</summary>
    Custom,

    /// <summary>The platform's.</summary>
    Predefined,
}

/// <summary>A permission wherever it comes from: a row of the application, or the platform's code.</summary>
internal sealed record KnownPermission(string Id, PermissionType Type, string Value, string DisplayName)
{
    /// <summary>Null for what comes with the platform.</summary>
    public Permission? Row { get; init; }

    public TenantVisibility TenantVisibility => Row?.TenantVisibility ?? TenantVisibility.All;

    public static IReadOnlyList<KnownPermission> Predefined { get; } = [.. PredefinedPermissions.All.Select(Of)];

    public static KnownPermission Of(Permission row) => new(row.Id, PermissionType.Custom, row.Value, row.DisplayName) { Row = row };

    /// <summary>Those with these ids, of the platform and among these rows.</summary>
    public static async Task<Dictionary<string, KnownPermission>> FindAsync(
        IQueryable<Permission> rows, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var found = ids.Distinct().Select(PredefinedPermissions.Find).OfType<PredefinedPermission>().Select(Of).ToDictionary(p => p.Id);
        var own = ids.Where(id => !found.ContainsKey(id)).ToList();
        if (own.Count == 0) return found;
        foreach (var row in await rows.AsNoTracking().Where(p => own.Contains(p.Id)).ToListAsync(cancellationToken))
            found[row.Id] = Of(row);
        return found;
    }

    private static KnownPermission Of(PredefinedPermission permission) =>
        new(permission.Id, PermissionType.Predefined, permission.Value, permission.DisplayName);
}
