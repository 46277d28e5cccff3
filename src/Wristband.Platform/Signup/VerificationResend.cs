using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Email;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>Sends a confirmation mail again. To the one who asks it looks the same whether there is anybody to send it to (P-31).</summary>
internal sealed class VerificationResend(
    PlatformDbContext database, TenantScope scope, VerificationMail mail, RateLimits limits, AuditLog audit)
{
    /// <summary>Refused when too many mails went to this address already; null when the request was taken.</summary>
    public async Task<Refusal?> SendAsync(Caller caller, PendingMail pending, CancellationToken cancellationToken)
    {
        if (!EmailAddress.TryRead(pending.Email, out var email)) return null;
        var host = caller.Host;
        var applicationId = host.RequiredApplication.Id;
        var mails = RateLimits.MailKey(applicationId, email.Canonical);
        var limited = await limits.TakeForNetworkAsync(Limit.MailPerNetwork, caller) ?? await limits.TakeAsync(Limit.MailPerAddress, mails);
        if (limited is { } wait) return Refusal.TooMany(wait);

        if (host.Tenant is null) scope.EnterApplication(applicationId);
        var tenant = await database.Tenants.SingleOrDefaultAsync(
            t => t.Id == pending.TenantId && t.ApplicationId == applicationId, cancellationToken);
        var user = await database.Users.SingleOrDefaultAsync(
            u => u.TenantId == pending.TenantId && u.IdentityProviderName == User.WristbandIdentityProvider
                && u.CanonicalEmail == email.Canonical,
            cancellationToken);
        switch (tenant is null ? null : user?.Status)
        {
            case UserStatus.PendingSignupActivation:
                mail.Add(host, tenant!, user!, pending.Journey);
                break;
            case UserStatus.Active:
                mail.AddForKnown(host, tenant!, user!.Email, pending.Journey);
                break;
            default:
                mail.AddForKnown(host, tenant, Outbox.Nobody, pending.Journey);
                break;
        }
        audit.Add(caller, "verification.requested", user?.Id, tenantId: tenant?.Id);
        await database.SaveChangesAsync(cancellationToken);
        return null;
    }
}
