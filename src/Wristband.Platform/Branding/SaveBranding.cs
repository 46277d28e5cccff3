using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>What is saved, and whether it is new.</summary>
internal sealed record SavedBranding<TRow>(TRow Row, bool IsNew);

/// <summary>
/// Gives an application or a tenant its look. Each has one: whoever saves again either changes it, where that was asked for, or is told
/// that it is there.
/// </summary>
internal sealed class SaveBranding<TRow, TStyle>(
    PlatformDbContext database, Owners owners, UpdateBranding<TRow, TStyle> update, AuditLog audit, TimeProvider time)
    where TRow : class, IStyled where TStyle : class, new()
{
    public async Task<Outcome<SavedBranding<TRow>>> RunAsync(
        Caller caller, IStyleChange wanted, bool upsert, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(BrandingNames.WriteOf<TRow>())) return Refusal.Forbidden;
        var violations = new Violations();
        var style = StyleFields<TStyle>.Apply(new TStyle(), wanted, violations);
        if (violations.Refusal is { } refusal) return refusal;
        var found = await owners.FindAsync(
            caller, BrandingNames.WriteOf<TRow>(), wanted.OwnerType, wanted.OwnerId, cancellationToken);
        if (!found.Succeeded) return found.Refusal;

        var owner = found.Result;
        if (await FindAsync(owner, cancellationToken) is { } before)
            return await AgainAsync(caller, before, wanted, upsert, cancellationToken);
        var row = BrandingNames.New<TRow>(owner, StyleFields<TStyle>.Write(style), time.GetUtcNow());
        database.Add(row);
        var noun = BrandingNames.NounOf<TRow>();
        audit.Changed(caller, $"{noun.Replace(' ', '_')}.created", new AuditSubject(noun, row.Id, row.TenantId), before: null, style);
        if (await database.TrySaveAsync(cancellationToken) == Saved.Yes) return new SavedBranding<TRow>(row, IsNew: true);
        // Somebody was a moment faster.
        return await FindAsync(owner, cancellationToken) is { } first
            ? await AgainAsync(caller, first, wanted, upsert, cancellationToken)
            : Refusal.Changed;
    }

    private Task<TRow?> FindAsync(Owner owner, CancellationToken cancellationToken) => database.Set<TRow>()
        .SingleOrDefaultAsync(b => b.ApplicationId == owner.ApplicationId && b.TenantId == owner.TenantId, cancellationToken);

    private async Task<Outcome<SavedBranding<TRow>>> AgainAsync(
        Caller caller, TRow before, IStyleChange wanted, bool upsert, CancellationToken cancellationToken)
    {
        if (!upsert) return Violations.One("ownerId", "not_unique");
        var changed = await update.RunAsync(caller, before.Id, wanted, ExpectedVersion.Any, cancellationToken);
        return changed.Succeeded ? new SavedBranding<TRow>(changed.Result, IsNew: false) : changed.Refusal;
    }
}
