using Microsoft.AspNetCore.Http;
using Wristband.AspNetCore.Web;

namespace Wristband.AspNetCore.Tenancy;

/// <summary>
/// The tenant where this browser signed in last, so that nobody is asked for it again when the session has ended by itself. Signing out
/// forgets it. It proves nothing: a login's link could say the same, and both are checked alike.
/// </summary>
internal sealed class LastTenant(SchemeNames names, CookieRules rules)
{
    private const char DomainMark = '@';
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public void Remember(HttpContext context, string? name, string? customDomain)
    {
        var value = customDomain is not null ? DomainMark + customDomain : name;
        if (value is null) return;
        var cookie = rules.OptionsFor(context.Request, httpOnly: true, SameSiteMode.Lax);
        cookie.MaxAge = Lifetime;
        context.Response.Cookies.Append(rules.NameFor(context.Request, names.TenantCookie), value, cookie);
    }

    /// <summary>A name, or a domain that the platform has yet to confirm.</summary>
    public (TenantName? Name, string? CustomDomain) Read(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(rules.NameFor(request, names.TenantCookie), out var value)) return (null, null);
        return value.StartsWith(DomainMark) ? (null, value[1..]) : (TenantName.Parse(value), null);
    }

    public void Forget(HttpContext context)
    {
        var name = rules.NameFor(context.Request, names.TenantCookie);
        if (context.Request.Cookies.ContainsKey(name))
            context.Response.Cookies.Delete(name, rules.OptionsFor(context.Request, httpOnly: true, SameSiteMode.Lax));
    }
}
