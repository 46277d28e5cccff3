using Wristband.Platform.Audit;
using Wristband.Platform.Operations;
using Wristband.Platform.Users;

namespace Wristband.Platform.Sessions;

/// <summary>How somebody proved who they are (RFC 8176).</summary>
internal static class AuthenticationMethods
{
    public const string Password = "pwd";

    /// <summary>A link that works once, from a mail.</summary>
    public const string OneTimeLink = "otp";
}

/// <summary>Somebody who proved who they are.</summary>
/// <param name="User">Who it is.</param>
/// <param name="Method">One of <see cref="AuthenticationMethods"/>.</param>
internal sealed record Proof(User User, string Method);

/// <summary>What comes next in a sign-in.</summary>
internal enum SignInStep
{
    /// <summary>Nothing: the session has started.</summary>
    Done,

    /// <summary>The address has to be confirmed by the link from a mail.</summary>
    ConfirmAddress,
}

/// <param name="Step">What comes next.</param>
/// <param name="Keep">What the browser is to keep.</param>
internal sealed record SignInProgress(SignInStep Step, BrowserValues Keep);

/// <summary>Somebody who proved by a link from a mail who they are.</summary>
/// <param name="ClientId">The client whose journey it was.</param>
/// <param name="Keep">What the browser is to keep.</param>
internal sealed record LinkSignIn(string? ClientId, BrowserValues Keep);

/// <summary>
/// Decides what comes next once it is known who somebody is. The checks of password, link or whatever else proves a person know nothing of
/// sessions; a session starts here alone, when nothing is missing.
/// </summary>
internal sealed class SignIn(SessionStart start, AuditLog audit, LoginMetrics metrics)
{
    /// <summary>Saves what else was changed when the session starts, and nothing otherwise.</summary>
    public async Task<SignInProgress> ContinueAsync(Caller caller, Proof proof, CancellationToken cancellationToken)
    {
        var user = proof.User;
        if (!user.EmailVerified || user.Status == UserStatus.PendingSignupActivation)
        {
            metrics.Unverified(proof.Method);
            return new SignInProgress(SignInStep.ConfirmAddress, new BrowserValues());
        }
        audit.Add(caller, "login.succeeded", user.Id);
        var keep = await start.StartAsync(caller, user, proof.Method, cancellationToken);
        metrics.SignedIn(proof.Method);
        return new SignInProgress(SignInStep.Done, keep);
    }
}
