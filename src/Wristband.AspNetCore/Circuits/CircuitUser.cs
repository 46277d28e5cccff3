using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Wristband.AspNetCore.Session;

namespace Wristband.AspNetCore.Circuits;

/// <summary>The user of a circuit: whoever its first request was, until the session behind it is over; then nobody.</summary>
internal sealed class CircuitUser : ServerAuthenticationStateProvider, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly CircuitSession _session;
    private readonly ITimer _timer;

    public CircuitUser(CircuitSession session, TimeProvider clock)
    {
        _session = session;
        _timer = clock.CreateTimer(static user => _ = ((CircuitUser)user!).CheckAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        AuthenticationStateChanged += _ => _timer.Change(Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Takes the user away when the session is over. True when it is still there.</summary>
    public async Task<bool> CheckAsync()
    {
        var state = await GetAuthenticationStateAsync();
        if (!await _session.IsOverAsync(SessionHandle.Of(state.User))) return true;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
        // Setting the state starts the timer again; nobody is left to look after.
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return false;
    }
}
