using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Tenants;

namespace Wristband.Platform.Users;

/// <summary>
/// Adds a person to a tenant. Nobody is told; they sign in once they have set a password with the link that "forgot password" mails.
/// </summary>
internal sealed class CreateUser(PlatformDbContext database, UserCreation creation, UserFields fields, AuditLog audit)
{
    private const string Permission = "user:create";

    public async Task<Outcome<User>> RunAsync(Caller caller, UserDraft draft, CancellationToken cancellationToken)
    {
        if (!caller.Permissions.Has(Permission)) return Refusal.Forbidden;
        if (string.IsNullOrWhiteSpace(draft.TenantId)) return Violations.One("tenantId", "not_blank");
        if (await FindTenantAsync(caller, draft.TenantId, cancellationToken) is not { } tenant)
            return Refusal.Missing("tenant", draft.TenantId);
        var violations = new Violations();
        if (draft.IdentityProviderName is not (null or User.WristbandIdentityProvider))
            violations.Add("identityProviderName", "not_supported");
        if (!EmailAddress.TryParse(draft.Email.Value, out var email))
        {
            violations.Add("email", string.IsNullOrWhiteSpace(draft.Email.Value) ? "not_blank" : "invalid_email");
            return violations.Refusal!;
        }
        var user = creation.Add(tenant, email, UserStatus.Active);
        // The address is what every user has; it needs no further permission here.
        var further = draft with { Email = default };
        if (!UserFields.MayChange(caller, user, further)) return Refusal.Forbidden;
        await fields.SetAsync(user, further, violations, cancellationToken);
        if (violations.Refusal is { } refusal) return refusal;
        audit.Changed(caller, "user.created", UserAudit.Subject(user), before: null, UserAudit.Fields(user));
        if (await database.TrySaveAsync(cancellationToken) == Saved.Yes) return user;
        // Somebody was a moment faster, or the tenant was deleted meanwhile.
        await fields.CheckUniqueAsync(user, violations, cancellationToken);
        return violations.Refusal ?? Refusal.Missing("tenant", tenant.Id);
    }

    private async Task<Tenant?> FindTenantAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        var (reach, applicationId) = (caller.Permissions.ReachOf(Permission), caller.Application.Id);
        return await database.Tenants.AsNoTracking().Where(t => t.ApplicationId == applicationId && t.Id == id)
            .Within(reach, t => t.Id).SingleOrDefaultAsync(cancellationToken);
    }
}
