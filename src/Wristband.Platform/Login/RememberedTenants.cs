using Wristband.Platform.Data;
using Wristband.Platform.Operations;

namespace Wristband.Platform.Login;

/// <summary>The tenants that this browser found here before, newest first. Ids are random, so a made-up cookie finds nothing.</summary>
internal sealed class RememberedTenants(TenantDiscovery discovery)
{
    public const string Cookie = "wb-workspaces";
    private const int Most = 5;
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(180);

    public async Task<IReadOnlyList<DiscoveredTenant>> ListAsync(Caller caller, string? remembered, CancellationToken cancellationToken)
    {
        var ids = Known(remembered);
        if (ids.Count == 0) return [];
        var tenants = await discovery.ByIdsAsync(caller.Application.Id, ids, cancellationToken);
        return [.. tenants.OrderBy(t => ids.IndexOf(t.Id))];
    }

    /// <summary>What the browser is to keep once this tenant was found.</summary>
    public static string With(string? remembered, string tenantId) =>
        string.Join('.', [tenantId, .. Known(remembered).Where(id => id != tenantId).Take(Most - 1)]);

    private static List<string> Known(string? remembered) =>
        [.. (remembered ?? "").Split('.').Where(id => id.Length == Ids.Length).Take(Most)];
}
