using Microsoft.AspNetCore.Components.Authorization;
using Wristband.AspNetCore.Circuits;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore;

/// <summary>
/// The access token for Blazor components that run interactively on the server, where there is no request to ask. Inject it into a
/// component; each circuit has its own. Added by <c>AddInteractiveServerComponents().AddWristband()</c>.
/// </summary>
public sealed class WristbandCircuitSession
{
    private readonly AuthenticationStateProvider _user;
    private readonly CircuitSession _session;

    internal WristbandCircuitSession(AuthenticationStateProvider user, CircuitSession session) => (_user, _session) = (user, session);

    /// <summary>
    /// The access token of the circuit's user; null when nobody is signed in, when the session is over, or when the token has ended and the
    /// browser could not renew it. When it is due, the page calls the session endpoint, because only a request can bring the browser
    /// its new cookie. Tokens that other requests of the session renewed in this process are seen at once.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the browser, which lasts 15 seconds at most.</param>
    public async Task<string?> GetAccessTokenAsync(CancellationToken cancellationToken = default)
    {
        var state = await _user.GetAuthenticationStateAsync();
        return await _session.TokenAsync(SessionHandle.Of(state.User), cancellationToken);
    }
}
