using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Audit;
using Wristband.Platform.Credentials;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>
/// Confirms an address with the link from a mail. Who holds the link reads the address's mail, and so decides the password, whatever
/// was typed before and by whom (X-A1). The first confirmation of an owner opens the workspace.
/// </summary>
internal sealed class EmailVerification(
    Activation activation, OneTimeLinks links, PasswordHashing hashing, SsoSessions sessions, AuditLog audit)
{
    /// <summary>The user whose address the link would confirm; null when the link does not work.</summary>
    public async Task<User?> PeekAsync(Caller caller, string? token, CancellationToken cancellationToken) =>
        (await FindAsync(caller, token, cancellationToken))?.User;

    /// <summary>Uses the link, sets the password and signs its owner in, in one step. Refused when the link does not work, or no longer.</summary>
    public async Task<Outcome<LinkSignIn>> ConfirmAsync(Caller caller, string? token, string password, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, token, cancellationToken) is not var (link, user)) return Refusal.NotFound;
        user.PasswordHash = await hashing.HashAsync(password, cancellationToken);
        await activation.ApplyAsync(user, cancellationToken);
        await links.UseAsync(link, cancellationToken);
        audit.Add(caller, "email.verified", user.Id, link.ClientId);
        try
        {
            return new LinkSignIn(link.ClientId, await sessions.StartAsync(caller, user, "otp", cancellationToken));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.NotFound;
        }
    }

    private async Task<(OneTimeLink Link, User User)?> FindAsync(Caller caller, string? token, CancellationToken cancellationToken)
    {
        var found = await links.FindAsync(caller.Tenant.Id, LinkPurpose.VerifyEmail, token, cancellationToken);
        return found is { User.Status: not UserStatus.Inactive } ? found : null;
    }
}
