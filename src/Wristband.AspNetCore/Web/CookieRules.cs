using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// How the SDK's cookies are named and marked. <c>__Host-</c> and Secure always, except in Development over plain http on this
/// very machine: such a cookie would not come back otherwise. Nothing else differs.
/// </summary>
internal sealed class CookieRules(IHostEnvironment environment)
{
    private readonly bool _development = environment.IsDevelopment();

    public bool IsPlain(HttpRequest request) =>
        _development && !request.IsHttps && LoopbackNames.Contains(request.Host.Host);

    public string NameFor(HttpRequest request, string name) => IsPlain(request) ? name : "__Host-" + name;

    public CookieOptions OptionsFor(HttpRequest request, bool httpOnly, SameSiteMode sameSite) => new()
    {
        HttpOnly = httpOnly,
        Secure = !IsPlain(request),
        SameSite = sameSite,
        Path = "/",
        IsEssential = true,
    };
}
