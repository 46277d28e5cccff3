using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Recovery;

/// <summary>
/// Sets a new password with the link from a mail. Whoever had the old one is signed out everywhere (P-41), and the lockout
/// starts afresh.
/// </summary>
internal sealed class PasswordReset(
    PlatformDbContext database, WriteLock writeLock, OneTimeLinks links, PasswordHashing hashing, Activation activation, Lockout lockout,
    SsoSessions sessions, AuditLog audit)
{
    /// <summary>The user whose password the link would set; null when the link does not work.</summary>
    public async Task<User?> PeekAsync(Caller caller, string? token, CancellationToken cancellationToken) =>
        (await FindAsync(caller, token, cancellationToken))?.User;

    /// <summary>Uses the link and signs its owner in. Refused when it does not work, or no longer.</summary>
    public async Task<Outcome<LinkSignIn>> SetAsync(Caller caller, string? token, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, token, cancellationToken) is not var (link, user)) return Refusal.NotFound;
        user.PasswordHash = await hashing.HashAsync(password, cancellationToken);
        await activation.ApplyAsync(user, cancellationToken);
        await links.UseAsync(link, cancellationToken);
        audit.Add(caller, "password.reset", user.Id, link.ClientId);
        if (!await SaveAndSignOutEverywhereAsync(user, caller.Host.Issuer, cancellationToken)) return Refusal.NotFound;

        await lockout.ForgiveEverywhereAsync(user.TenantId, SecretToken.Hash(user.CanonicalEmail), cancellationToken);
        return new LinkSignIn(link.ClientId, await sessions.StartAsync(caller, user, "otp", cancellationToken));
    }

    // One transaction: a new password with the old sessions still alive must not exist, not even after a crash.
    private async Task<bool> SaveAndSignOutEverywhereAsync(User user, string issuer, CancellationToken cancellationToken)
    {
        using var turn = await writeLock.AcquireAsync(cancellationToken);
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }
        await sessions.EndAllAsync(user.TenantId, user.Id, issuer, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<(OneTimeLink Link, User User)?> FindAsync(Caller caller, string? token, CancellationToken cancellationToken)
    {
        var found = await links.FindAsync(caller.Tenant.Id, LinkPurpose.ResetPassword, token, cancellationToken);
        return found is { User.Status: not UserStatus.Inactive } ? found : null;
    }
}
