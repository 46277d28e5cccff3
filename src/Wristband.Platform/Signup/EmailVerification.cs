using Microsoft.EntityFrameworkCore;
using Wristband.Platform.Credentials;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Signup;

/// <summary>Confirms an address with the link from a mail. The first confirmation of an owner opens the workspace.</summary>
internal sealed class EmailVerification(PasswordFromLink passwords, SignIn signIn)
{
    /// <summary>The user whose address the link would confirm; null when the link does not work.</summary>
    public async Task<User?> PeekAsync(Caller caller, string? token, CancellationToken cancellationToken) =>
        (await passwords.FindAsync(caller, LinkPurpose.VerifyEmail, token, cancellationToken))?.User;

    /// <summary>
    /// Uses the link, sets the password and signs its owner in, in one step. Refused when the link does not work, or no longer.
    /// </summary>
    public async Task<Outcome<LinkSignIn>> ConfirmAsync(Caller caller, string? token, string password, CancellationToken cancellationToken)
    {
        if (await passwords.FindAsync(caller, LinkPurpose.VerifyEmail, token, cancellationToken) is not var (link, user))
            return Refusal.NotFound;
        await passwords.SetAsync(caller, link, user, password, cancellationToken);
        try
        {
            var next = await signIn.ContinueAsync(caller, new Proof(user, AuthenticationMethods.OneTimeLink), cancellationToken);
            return new LinkSignIn(link.ClientId, next.Keep);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.NotFound;
        }
    }
}
