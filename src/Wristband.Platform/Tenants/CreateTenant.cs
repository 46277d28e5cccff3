using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Tenants;

/// <summary>Makes a tenant of the caller's application, for who may make tenants there. Nobody is in it yet.</summary>
internal sealed class CreateTenant(PlatformDbContext database, TenantCreation creation, TenantFields fields, AuditLog audit)
{
    private const string Permission = "tenant:create";

    public async Task<Outcome<Tenant>> RunAsync(Caller caller, TenantDraft draft, CancellationToken cancellationToken)
    {
        // A permission for some tenants is none for one more.
        if (caller.Permissions.ReachOf(Permission).AllBut is null) return Refusal.Forbidden;
        var applicationId = caller.Application.Id;
        if (draft.ApplicationId is { } asked && asked != applicationId) return Refusal.Missing("application", asked);
        await using var transaction = await database.BeginExclusiveAsync($"tenants of {applicationId}", cancellationToken);
        var application = await database.Applications.SingleAsync(a => a.Id == applicationId, cancellationToken);

        var violations = new Violations();
        if (draft.Type is not (null or TenantType.Standard)) violations.Add("type", "not_supported");
        if (!draft.DisplayName.IsGiven) violations.Add("displayName", "not_blank");
        var field = draft.Name is null && draft.DomainName is not null ? "domainName" : "name";
        if (!TryName(field, draft.Name ?? draft.DomainName, violations, out var name)) return violations.Refusal!;
        var tenant = creation.Add(application, name, "", TenantStatus.Active);
        if (!TenantFields.MayChange(caller, Permission, tenant, draft)) return Refusal.Forbidden;
        await fields.SetAsync(tenant, draft, violations, cancellationToken);
        if (await creation.ConflictAsync(application, name, exceptId: null, cancellationToken) is { } conflict)
            violations.Add(field, conflict == TenantNameConflict.Taken ? "not_unique" : "confusable");
        if (violations.Refusal is { } refusal) return refusal;
        audit.Changed(caller, "tenant.created", TenantAudit.Subject(tenant), before: null, TenantAudit.Fields(tenant));
        // Somebody may have signed up with this name at the same moment.
        if (await database.TrySaveAsync(cancellationToken) != Saved.Yes) return Violations.One(field, "not_unique");
        await transaction.CommitAsync(cancellationToken);
        return tenant;
    }

    private static bool TryName(string field, string? text, Violations violations, out TenantName name)
    {
        if (TenantName.TryParse(text, out name, out var problem)) return true;
        var length = text?.Trim().Length ?? 0;
        if (length == 0) violations.Add(field, "not_blank");
        else if (problem == TenantNameProblem.Reserved) violations.Add(field, "reserved");
        else if (problem == TenantNameProblem.Characters) violations.Add(field, "invalid_domain_name");
        else if (length < TenantName.MinLength) violations.Add(field, "too_short", ("minLength", Text(TenantName.MinLength)));
        else violations.Add(field, "too_long", ("maxLength", Text(TenantName.MaxLength)));
        return false;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
