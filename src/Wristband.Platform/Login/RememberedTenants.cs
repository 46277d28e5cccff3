using Wristband.Platform.Data;
using Wristband.Platform.Http;

namespace Wristband.Platform.Login;

/// <summary>The tenants that this browser found here before, newest first. Ids are random, so a made-up cookie finds nothing.</summary>
internal sealed class RememberedTenants(TenantDiscovery discovery)
{
    public const string Cookie = "wb-workspaces";
    private const int Most = 5;
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public async Task<IReadOnlyList<DiscoveredTenant>> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var ids = Known(context);
        if (ids.Count == 0) return [];
        var tenants = await discovery.ByIdsAsync(context.GetHost().RequiredApplication.Id, ids, cancellationToken);
        return [.. tenants.OrderBy(t => ids.IndexOf(t.Id))];
    }

    public void Add(HttpContext context, string tenantId) =>
        PlatformCookies.Write(context, Cookie, string.Join('.', [tenantId, .. Known(context).Where(id => id != tenantId).Take(Most - 1)]), Lifetime);

    public void Forget(HttpContext context) => PlatformCookies.Delete(context, Cookie);

    private static List<string> Known(HttpContext context) =>
        [.. (PlatformCookies.Read(context, Cookie) ?? "").Split('.').Where(id => id.Length == Ids.Length).Take(Most)];
}
