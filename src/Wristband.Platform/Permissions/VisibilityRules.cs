using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Permissions;

/// <summary>Who is to see something: as it is asked for, and as it is kept.</summary>
internal sealed class VisibilityRules(PlatformDbContext database)
{
    private const int MostListed = 100;
    private const string InclusionField = "tenantVisibilityInclusionList";
    private const string ExclusionField = "tenantVisibilityExclusionList";

    /// <summary>The list to keep. What breaks a rule is added to the violations.</summary>
    public async Task<List<string>?> CheckAsync(
        Owner owner, TenantVisibility visibility, List<string>? included, List<string>? excluded, Violations violations,
        CancellationToken cancellationToken)
    {
        // What a tenant owns is that tenant's, whatever it says.
        if (owner.TenantId is not null && visibility != TenantVisibility.All) violations.Add("tenantVisibility", "not_allowed");
        if (visibility != TenantVisibility.InclusionList && included is { Count: > 0 }) violations.Add(InclusionField, "not_allowed");
        if (visibility != TenantVisibility.ExclusionList && excluded is { Count: > 0 }) violations.Add(ExclusionField, "not_allowed");
        var (field, list) = visibility switch
        {
            TenantVisibility.InclusionList => (InclusionField, included ?? []),
            TenantVisibility.ExclusionList => (ExclusionField, excluded ?? []),
            _ => ("", []),
        };
        if (field.Length == 0) return null;
        violations.Count(field, list, MostListed);
        await CheckTenantsAsync(owner.ApplicationId, field, list, violations, cancellationToken);
        return [.. list.Distinct()];
    }

    /// <summary>The visibility and list to keep after a change: what is not given stays.</summary>
    public async Task<(TenantVisibility Visibility, List<string>? List)> CheckAsync(
        ITenantVisible row, Change<TenantVisibility> visibility, Change<List<string>?> included, Change<List<string>?> excluded,
        Violations violations, CancellationToken cancellationToken)
    {
        if (!visibility.IsGiven && !included.IsGiven && !excluded.IsGiven) return (row.TenantVisibility, row.TenantVisibilityList);
        var wanted = visibility.Or(row.TenantVisibility);
        var kept = wanted == row.TenantVisibility ? row.TenantVisibilityList : null;
        var list = await CheckAsync(
            new Owner(row.ApplicationId, row.TenantId, Name: ""), wanted,
            included.Or(wanted == TenantVisibility.InclusionList ? kept : null),
            excluded.Or(wanted == TenantVisibility.ExclusionList ? kept : null), violations, cancellationToken);
        return (wanted, list);
    }

    /// <summary>Tenants that a list names are there.</summary>
    public async Task CheckTenantsAsync(
        string applicationId, string field, List<string> tenantIds, Violations violations, CancellationToken cancellationToken)
    {
        if (tenantIds.Count > MostListed) return;
        var known = await database.Tenants.CountAsync(
            t => t.ApplicationId == applicationId && tenantIds.Contains(t.Id), cancellationToken);
        if (known != tenantIds.Distinct().Count()) violations.Add(field, "not_found");
    }
}
