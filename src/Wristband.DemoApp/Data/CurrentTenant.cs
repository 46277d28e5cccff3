using Wristband.AspNetCore;

namespace Wristband.DemoApp.Data;

/// <summary>__WRISTBAND__ Whose rows may be seen: the tenant of the session or token, never one that a request merely names.</summary>
internal sealed class CurrentTenant(IHttpContextAccessor http)
{
    private string? _entered;

    /// <summary>Null for guests, who see no row at all.</summary>
    public string? Id => _entered ?? http.HttpContext?.User.GetTenantId();

    /// <summary>For code that knows the tenant before, or outside of, a signed-in request.</summary>
    public void Enter(string tenantId) => _entered = tenantId;
}
