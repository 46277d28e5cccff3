using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Login;

internal enum SignInStatus
{
    Done,

    /// <summary>No such person, wrong password, not allowed: the page says the same for all of them (P-30).</summary>
    Refused,

    /// <summary>The password is right, the address is not confirmed yet.</summary>
    Unverified,

    /// <summary>Too many attempts; try again later.</summary>
    Wait,

    /// <summary>So many failures that only a new password, by mail, helps.</summary>
    NeedsReset,
}

/// <param name="Status">How it ended.</param>
/// <param name="RetryAfter">How long to wait, when that helps.</param>
/// <param name="User">Who it was, once the password was right.</param>
/// <param name="Keep">What the browser is to keep, once the password was right.</param>
internal sealed record SignInOutcome(SignInStatus Status, TimeSpan RetryAfter = default, User? User = null, BrowserValues? Keep = null);

/// <summary>Signs somebody in at the tenant of the request with e-mail address and password.</summary>
internal sealed class PasswordSignIn(
    PlatformDbContext database, PasswordHashing hashing, SignInGuard guard, SsoSessions sessions, AuditLog audit)
{
    public async Task<SignInOutcome> TryAsync(Caller caller, string? email, string? password, CancellationToken cancellationToken)
    {
        var canonical = EmailAddress.TryParse(email, out var address) ? address.Canonical : OneLine.Of(email ?? "", EmailAddress.MaxLength);
        var identifier = SecretToken.Hash(canonical);
        if (guard.CheckLimits(caller, identifier) is { } limited) return limited;
        if (password is null || !PasswordPolicy.IsHashable(password)) return new SignInOutcome(SignInStatus.Refused);
        if (await guard.BeginAsync(caller, identifier, cancellationToken) is { } refused) return refused;

        var user = await FindAsync(caller.Tenant.Id, canonical, cancellationToken);
        var fits = await hashing.VerifyAsync(password, user?.PasswordHash, cancellationToken);
        if (!fits || user is null || user.Status == UserStatus.Inactive)
        {
            audit.Add(caller, "login.failed", user?.Id);
            await database.SaveChangesAsync(cancellationToken);
            return new SignInOutcome(SignInStatus.Refused);
        }
        var device = await guard.ForgiveAsync(caller, identifier, cancellationToken);
        if (user.Status == UserStatus.PendingSignupActivation || !user.EmailVerified)
            return new SignInOutcome(SignInStatus.Unverified, User: user, Keep: new BrowserValues(KnownDevice: device));

        if (hashing.IsOutdated(user.PasswordHash!)) user.PasswordHash = await hashing.HashAsync(password, cancellationToken);
        audit.Add(caller, "login.succeeded", user.Id);
        var keep = await sessions.StartAsync(caller, user, "pwd", cancellationToken);
        return new SignInOutcome(SignInStatus.Done, User: user, Keep: keep with { KnownDevice = device });
    }

    private Task<User?> FindAsync(string tenantId, string canonicalEmail, CancellationToken cancellationToken) => database.Users.SingleOrDefaultAsync(
        u => u.TenantId == tenantId && u.IdentityProviderName == User.WristbandIdentityProvider && u.CanonicalEmail == canonicalEmail,
        cancellationToken);
}
