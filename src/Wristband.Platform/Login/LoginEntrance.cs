using Microsoft.AspNetCore.WebUtilities;
using Wristband.Platform.Operations;
using Wristband.Platform.Sessions;
using Wristband.Platform.Users;

namespace Wristband.Platform.Login;

/// <param name="ClientId">The client that sent the person here.</param>
/// <param name="Waits">An authorize request of this browser goes on after the sign-in.</param>
/// <param name="GoesOn">Nobody has to be asked: on to what waits, or to the application.</param>
/// <param name="WithoutCookies">The browser keeps no cookies.</param>
/// <param name="LoginHint">The address to prefill.</param>
internal sealed record Entrance(
    string? ClientId = null, bool Waits = false, bool GoesOn = false, bool WithoutCookies = false, string? LoginHint = null);

/// <summary>What the login page is to do for the browser that opens it.</summary>
internal sealed class LoginEntrance(WaitingRequests requests, SsoSessions sessions)
{
    public async Task<Entrance> FindAsync(Caller caller, string? handle, CancellationToken cancellationToken)
    {
        var waiting = await requests.FindAsync(caller, handle, cancellationToken);
        if (waiting is null || !WaitingRequests.IsOfBrowser(caller, waiting))
        {
            if (waiting is not null && requests.IsWithoutCookies(caller, waiting)) return new Entrance(WithoutCookies: true);
            var isSignedIn = handle is null && await sessions.FindAsync(caller, cancellationToken) is not null;
            return new Entrance(waiting?.ClientId, GoesOn: handle is not null || isSignedIn);
        }
        var hint = EmailAddress.TryParse(waiting.LoginHint, out var address) ? address : null;
        var signedIn = await sessions.FindAsync(caller, cancellationToken);
        var goesOn = signedIn is not null && IsEnough(waiting, signedIn, hint);
        return new Entrance(waiting.ClientId, Waits: true, goesOn, LoginHint: hint?.Written);
    }

    // Signed in in another tab meanwhile (X-B1). Who is asked for on purpose, or is to be somebody else, is asked.
    private static bool IsEnough(WaitingRequest waiting, SignedIn signedIn, EmailAddress? hint) =>
        signedIn.Session.AuthenticatedAt >= waiting.CreatedAt
        && (hint is null || hint.Canonical == signedIn.User.CanonicalEmail)
        && !QueryHelpers.ParseQuery(waiting.Query).ContainsKey("prompt");
}
