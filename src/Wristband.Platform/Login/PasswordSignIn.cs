using Wristband.Platform.Operations;
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

/// <summary>Signs somebody in at the tenant of the caller with e-mail address and password.</summary>
internal sealed class PasswordSignIn(PasswordCheck check, SignIn signIn, LoginMetrics metrics)
{
    public async Task<SignInOutcome> TryAsync(Caller caller, string? email, string? password, CancellationToken cancellationToken)
    {
        var answer = await check.CheckAsync(caller, email, password, cancellationToken);
        if (answer.User is not { } user)
        {
            metrics.Failed(AuthenticationMethods.Password, ResultOf(answer.Status));
            return new SignInOutcome(answer.Status, answer.RetryAfter);
        }
        var next = await signIn.ContinueAsync(caller, new Proof(user, AuthenticationMethods.Password), cancellationToken);
        var status = next.Step == SignInStep.Done ? SignInStatus.Done : SignInStatus.Unverified;
        return new SignInOutcome(status, User: user, Keep: next.Keep with { KnownDevice = answer.KnownDevice });
    }

    private static string ResultOf(SignInStatus status) => status switch
    {
        SignInStatus.Wait => "wait",
        SignInStatus.NeedsReset => "needs_reset",
        _ => "refused",
    };
}
