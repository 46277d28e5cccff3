using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Wristband.DemoApp.Data;

namespace Wristband.DemoApp.Live;

/// <summary>
/// Counts, and tells everybody of the tenant who listens: browsers through the hub, components in this process directly. The number
/// is in the database; with several replicas, a SignalR backplane would carry the news between them.
/// </summary>
internal sealed class TenantCounter(IServiceScopeFactory scopes, IHubContext<CounterHub> hub)
{
    private readonly ConcurrentDictionary<(string Tenant, Func<int, Task> Listener), byte> _listeners = new();

    public Task<int> ReadAsync(string tenantId) => InTenantAsync(tenantId, ReadAsync);

    public async Task<int> IncrementAsync(string tenantId)
    {
        var value = await InTenantAsync(tenantId, async database =>
        {
            if (await CountAsync(database) == 0) await StartAsync(database, tenantId);
            return await ReadAsync(database);
        });
        await hub.Clients.Group(tenantId).SendAsync("changed", value);
        foreach (var (tenant, listener) in _listeners.Keys)
        {
            if (tenant == tenantId) await listener(value);
        }
        return value;
    }

    public void Listen(string tenantId, Func<int, Task> listener) => _listeners[(tenantId, listener)] = 0;

    public void Leave(string tenantId, Func<int, Task> listener) => _listeners.TryRemove((tenantId, listener), out _);

    private static Task<int> ReadAsync(DemoDbContext database) => database.Counters.Select(counter => counter.Value).FirstOrDefaultAsync();

    private static Task<int> CountAsync(DemoDbContext database) =>
        database.Counters.ExecuteUpdateAsync(counter => counter.SetProperty(c => c.Value, c => c.Value + 1));

    private static async Task StartAsync(DemoDbContext database, string tenantId)
    {
        try
        {
            database.Add(new Counter { TenantId = tenantId, Value = 1 });
            await database.SaveChangesAsync();
        }
        catch (DbUpdateException)
        {
            // Somebody else has just started it.
            database.ChangeTracker.Clear();
            await CountAsync(database);
        }
    }

    // Hubs and circuits outlive requests, so there is no request to take the tenant from: it is entered by name of the signed-in person.
    private async Task<int> InTenantAsync(string tenantId, Func<DemoDbContext, Task<int>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Enter(tenantId);
        return await act(scope.ServiceProvider.GetRequiredService<DemoDbContext>());
    }
}
