using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Tenants;

/// <summary>The fields of a tenant that can be set: by whom, and to what.</summary>
internal sealed class TenantFields(PlatformDbContext database, TimeProvider time)
{
    private const int LongestDescription = 500;

    /// <summary>Whether the caller has the further permissions that some fields need.</summary>
    /// <param name="caller">Who wants the changes.</param>
    /// <param name="permission">What the caller needs for the tenant as a whole.</param>
    /// <param name="tenant">The tenant as it is.</param>
    /// <param name="changes">What is to be different.</param>
    public static bool MayChange(Caller caller, string permission, Tenant tenant, TenantChanges changes)
    {
        (bool IsChanged, string Permission)[] guarded =
        [
            (changes.SignupEnabled.Or(tenant.SignupEnabled) != tenant.SignupEnabled, "tenant:manage-signup-enablement"),
            (changes.Status.Or(tenant.Status) != tenant.Status, "tenant:manage-status"),
            (changes.RestrictedMetadata.IsGiven, "tenant:manage-restricted-metadata"),
        ];
        if (guarded.Any(g => g.IsChanged && !caller.ReachesTenant(g.Permission, tenant.Id))) return false;

        // The discovery page is the application's: a tenant does not decide whom it leads where.
        return !changes.DiscoveryEmailDomains.IsGiven || caller.Permissions.ReachOf(permission).AllBut is not null
            || IsSame(changes.DiscoveryEmailDomains.Value, tenant.DiscoveryEmailDomains);
    }

    /// <summary>Sets what breaks no rule, and collects what does.</summary>
    public async Task SetAsync(Tenant tenant, TenantChanges changes, Violations violations, CancellationToken cancellationToken)
    {
        SetTexts(tenant, changes, violations);
        tenant.SignupEnabled = changes.SignupEnabled.Or(tenant.SignupEnabled);
        SetStatus(tenant, changes, violations);
        tenant.AllowedSignupEmailDomains = Domains(
            "allowedSignupEmailDomains", changes.AllowedSignupEmailDomains, tenant.AllowedSignupEmailDomains, violations);
        tenant.DiscoveryEmailDomains = Domains(
            "discoveryEmailDomains", changes.DiscoveryEmailDomains, tenant.DiscoveryEmailDomains, violations);
        if (changes.DiscoveryEmailDomains.IsGiven && await IsLedElsewhereAsync(tenant, cancellationToken))
            violations.Add("discoveryEmailDomains", "not_unique");
        tenant.PublicMetadata = CustomMetadata.Changed(
            "publicMetadata", tenant.PublicMetadata, changes.PublicMetadata, changes.ReplaceMetadata, violations);
        tenant.RestrictedMetadata = CustomMetadata.Changed(
            "restrictedMetadata", tenant.RestrictedMetadata, changes.RestrictedMetadata, changes.ReplaceMetadata, violations);
    }

    private static void SetTexts(Tenant tenant, TenantChanges changes, Violations violations)
    {
        if (changes.DisplayName.IsGiven)
        {
            if (TypedName.TryParse(changes.DisplayName.Value, TypedName.LongestOfWorkspace, out var name, out var problem))
                tenant.DisplayName = name.Value;
            else if (problem == TypedNameProblem.Missing) violations.Add("displayName", "not_blank");
            else violations.Required("displayName", changes.DisplayName.Value, TypedName.LongestOfWorkspace);
        }
        var description = changes.Description.Or(tenant.Description);
        violations.Text("description", description, LongestDescription);
        tenant.Description = string.IsNullOrWhiteSpace(description) ? null : description;
        if (!changes.LogoUrl.IsGiven) return;
        ImageUrl.Check("logoUrl", changes.LogoUrl.Value, violations);
        tenant.LogoUrl = string.IsNullOrWhiteSpace(changes.LogoUrl.Value) ? null : changes.LogoUrl.Value;
    }

    private void SetStatus(Tenant tenant, TenantChanges changes, Violations violations)
    {
        var status = changes.Status.Or(tenant.Status);
        if (status == tenant.Status) return;
        if (status == TenantStatus.Active) tenant.ActivatedAt = time.GetUtcNow();
        else if (status == TenantStatus.Inactive) tenant.DeactivatedAt = time.GetUtcNow();
        else violations.Add("status", "not_allowed");
        tenant.Status = status;
    }

    private static List<string>? Domains(string field, Change<List<string>?> change, List<string>? before, Violations violations)
    {
        if (!change.IsGiven) return before;
        if (change.Value is not { Count: > 0 } typed) return null;
        violations.Count(field, typed, EmailDomains.Most);
        if (EmailDomains.TryRead(typed) is { } domains) return domains;
        violations.Add(field, "invalid_domain_name");
        return before;
    }

    // Whoever has an address of the domain is led to one tenant.
    private async Task<bool> IsLedElsewhereAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        if (tenant.DiscoveryEmailDomains is not { Count: > 0 } domains) return false;
        var (applicationId, tenantId) = (tenant.ApplicationId, tenant.Id);
        return await database.Tenants.AnyAsync(
            t => t.ApplicationId == applicationId && t.Id != tenantId && t.DiscoveryEmailDomains != null
                && t.DiscoveryEmailDomains.Any(domain => domains.Contains(domain)),
            cancellationToken);
    }

    private static bool IsSame(List<string>? asked, List<string>? stored) => (asked ?? []).SequenceEqual(stored ?? []);
}
