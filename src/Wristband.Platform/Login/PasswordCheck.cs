using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Users;

namespace Wristband.Platform.Login;

/// <param name="Status">Why nobody is proved to be anybody; Done once the password was right.</param>
/// <param name="RetryAfter">How long to wait, when that helps.</param>
/// <param name="User">Who it is, once the password was right.</param>
/// <param name="KnownDevice">What the browser is to keep, so that it is known for this person from here on.</param>
internal sealed record PasswordAnswer(SignInStatus Status, TimeSpan RetryAfter = default, User? User = null, string? KnownDevice = null);

/// <summary>
/// Is it this person? Looks at address and password and counts what fails. It starts no session and does not know what comes next.
/// </summary>
internal sealed class PasswordCheck(PlatformDbContext database, PasswordHashing hashing, SignInGuard guard, AuditLog audit)
{
    public async Task<PasswordAnswer> CheckAsync(Caller caller, string? email, string? password, CancellationToken cancellationToken)
    {
        var canonical = EmailAddress.TryRead(email, out var address) ? address.Canonical : OneLine.Of(email ?? "", EmailAddress.MaxLength);
        var identifier = SecretToken.Hash(canonical);
        if (await guard.CheckLimitsAsync(caller, identifier) is { } limited) return limited;
        if (password is null || !PasswordPolicy.IsHashable(password)) return new PasswordAnswer(SignInStatus.Refused);
        if (await guard.BeginAsync(caller, identifier, cancellationToken) is { } refused) return refused;

        var user = await FindAsync(caller.Tenant.Id, canonical, cancellationToken);
        var fits = await hashing.VerifyAsync(password, user?.PasswordHash, cancellationToken);
        if (!fits || user is null || user.Status == UserStatus.Inactive)
        {
            audit.Add(caller, "login.failed", user?.Id);
            await database.SaveChangesAsync(cancellationToken);
            return new PasswordAnswer(SignInStatus.Refused);
        }
        var device = await guard.ForgiveAsync(caller, identifier, cancellationToken);
        if (hashing.IsOutdated(user.PasswordHash!)) user.PasswordHash = await hashing.HashAsync(password, cancellationToken);
        return new PasswordAnswer(SignInStatus.Done, User: user, KnownDevice: device);
    }

    private Task<User?> FindAsync(string tenantId, string canonicalEmail, CancellationToken cancellationToken) =>
        database.Users.SingleOrDefaultAsync(
        u => u.TenantId == tenantId && u.IdentityProviderName == User.WristbandIdentityProvider && u.CanonicalEmail == canonicalEmail,
        cancellationToken);
}
