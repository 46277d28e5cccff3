using Wristband.Platform.Audit;
using Wristband.Platform.Data;
using Wristband.Platform.Operations;
using Wristband.Platform.Security;

namespace Wristband.Platform.Management.Api;

/// <summary>
/// Notes what callers of the API were refused, in their own scope: whoever tries ids out is seen by their own administrators, and nobody
/// else hears of it. So many an hour and caller, so that the log is not filled from outside.
/// </summary>
internal sealed class RefusalAudit(IServiceScopeFactory scopes, RateLimits limits)
{
    public async Task AddAsync(Caller caller, string method, string? route, int status, CancellationToken cancellationToken)
    {
        if (await limits.TakeAsync(Limit.AuditedRefusalsPerCaller, caller.UserId ?? caller.ClientId ?? "") is not null) return;
        // Of its own: what the refused operation left undone must not be saved with it.
        await using var unit = scopes.CreateAsyncScope();
        var scope = unit.ServiceProvider.GetRequiredService<TenantScope>();
        if (caller.HomeTenantId is { } home) scope.EnterTenant(home, caller.Application.Id);
        else scope.EnterApplication(caller.Application.Id);
        unit.ServiceProvider.GetRequiredService<AuditLog>().Add(
            caller, "api.refused", caller.UserId, caller.ClientId, $"{status} {method} {route}", caller.HomeTenantId);
        await unit.ServiceProvider.GetRequiredService<PlatformDbContext>().SaveChangesAsync(cancellationToken);
    }
}
