using Wristband.Platform.Credentials;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;
using Wristband.Platform.Sessions;
using Wristband.Platform.Sessions.Ending;
using Wristband.Platform.Users;

namespace Wristband.Platform.Recovery;

/// <summary>
/// Sets a new password with the link from a mail. Whoever had the old one is signed out everywhere (P-41), and the lockout
/// starts afresh.
/// </summary>
internal sealed class PasswordReset(PasswordFromLink passwords, Lockout lockout, SessionEnd sessionEnd, SignIn signIn)
{
    /// <summary>The user whose password the link would set; null when the link does not work.</summary>
    public async Task<User?> PeekAsync(Caller caller, string? token, CancellationToken cancellationToken) =>
        (await passwords.FindAsync(caller, LinkPurpose.ResetPassword, token, cancellationToken))?.User;

    /// <summary>Uses the link and signs its owner in. Refused when it does not work, or no longer.</summary>
    public async Task<Outcome<LinkSignIn>> SetAsync(Caller caller, string? token, string password, CancellationToken cancellationToken)
    {
        if (await passwords.FindAsync(caller, LinkPurpose.ResetPassword, token, cancellationToken) is not var (link, user))
            return Refusal.NotFound;
        await passwords.SetAsync(caller, link, user, password, cancellationToken);
        if (!await sessionEnd.SaveAndEndAllAsync(user, caller.Host.Issuer, cancellationToken)) return Refusal.NotFound;

        await lockout.ForgiveEverywhereAsync(user.TenantId, SecretToken.Hash(user.CanonicalEmail), cancellationToken);
        var next = await signIn.ContinueAsync(caller, new Proof(user, AuthenticationMethods.OneTimeLink), cancellationToken);
        return new LinkSignIn(link.ClientId, next.Keep);
    }
}
