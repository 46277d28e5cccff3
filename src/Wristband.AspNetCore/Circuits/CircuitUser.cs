using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Circuits;

/// <summary>The user of a circuit: whoever its first request was, until the session behind it is over; then nobody.</summary>
internal sealed class CircuitUser : ServerAuthenticationStateProvider
{
    private readonly CircuitSession _session;

    public CircuitUser(CircuitSession session)
    {
        _session = session;
        session.Ended += () => _ = CheckAsync();
        AuthenticationStateChanged += state => _ = FollowAsync(state);
    }

    /// <summary>Takes the user away when the session is over. True when it is still there.</summary>
    public async Task<bool> CheckAsync()
    {
        var state = await GetAuthenticationStateAsync();
        if (!await _session.IsOverAsync(SessionHandle.Of(state.User))) return true;
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        return false;
    }

    private async Task FollowAsync(Task<AuthenticationState> state) => _session.Follow(SessionHandle.Of((await state).User));
}
