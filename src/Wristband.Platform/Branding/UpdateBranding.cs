using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Permissions;

namespace Wristband.Platform.Branding;

/// <summary>Changes fields of a look. Whose it is never changes.</summary>
internal sealed class UpdateBranding<TRow, TStyle>(PlatformDbContext database, AuditLog audit, TimeProvider time)
    where TRow : class, IStyled where TStyle : class, new()
{
    public async Task<Outcome<TRow>> RunAsync(
        Caller caller, string id, IStyleChange wanted, ExpectedVersion expected, CancellationToken cancellationToken)
    {
        var permission = BrandingNames.WriteOf<TRow>();
        if (!caller.Permissions.Has(permission)) return Refusal.Forbidden;
        var noun = BrandingNames.NounOf<TRow>();
        var row = await database.OwnedFor<TRow>(caller, permission).SingleOrDefaultAsync(b => b.Id == id, cancellationToken);
        if (row is null) return Refusal.Missing(noun, id);
        if (!expected.Allows(row.Version)) return Refusal.Changed;

        var violations = new Violations();
        if (wanted.OwnerType is { } type && type != Owner.TypeOf(row))
            violations.Add("ownerType", "immutable");
        if (wanted.OwnerId is { } owner && owner != Owner.IdOf(row)) violations.Add("ownerId", "immutable");
        var before = StyleFields<TStyle>.Read(row.Style);
        var after = StyleFields<TStyle>.Apply(before, wanted, violations);
        if (violations.Refusal is { } refusal) return refusal;
        if (after.Equals(before)) return row;

        audit.Changed(caller, $"{noun.Replace(' ', '_')}.updated", new AuditSubject(noun, row.Id, row.TenantId), before, after);
        row.Style = StyleFields<TStyle>.Write(after);
        row.UpdatedAt = time.GetUtcNow();
        row.Touch();
        return await database.TrySaveAsync(cancellationToken) == Saved.Yes ? row : Refusal.Changed;
    }
}
