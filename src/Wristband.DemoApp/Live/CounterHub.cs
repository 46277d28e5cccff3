using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Wristband.AspNetCore;

namespace Wristband.DemoApp.Live;

/// <summary>
/// __WRISTBAND__ A hub behind the session. The connection keeps the person it began with; that the session's tokens are renewed
/// meanwhile does not disturb it, and when the session ends for good the connection is closed.
/// </summary>
[Authorize(Policy = WristbandDefaults.SessionPolicy)]
internal sealed class CounterHub(TenantCounter counter) : Hub
{
    private string TenantId => Context.User!.GetTenantId()!;

    public override async Task OnConnectedAsync()
    {
        // The group is the tenant: nobody hears another one's number.
        await Groups.AddToGroupAsync(Context.ConnectionId, TenantId);
        await Clients.Caller.SendAsync("changed", await counter.ReadAsync(TenantId));
    }

    public Task<int> Increment() => counter.IncrementAsync(TenantId);
}
