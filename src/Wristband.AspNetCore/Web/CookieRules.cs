using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Wristband.AspNetCore.Web;

/// <summary>
/// How the SDK's cookies are named and marked. <c>__Host-</c> and Secure always, except in Development over plain http on this
/// very machine: such a cookie would not come back otherwise. Cookies know no ports, so that there the client's id stands before the
/// name: applications on two ports would sign each other out (X-B17). Nothing else differs.
/// </summary>
internal sealed class CookieRules(WristbandOptions options, IHostEnvironment environment)
{
    private readonly bool _development = environment.IsDevelopment();

    public bool IsPlain(HttpRequest request) =>
        _development && !request.IsHttps && LoopbackNames.Contains(request.Host.Host);

    public string NameFor(HttpRequest request, string name) => (IsPlain(request) ? options.ClientId + "." : "__Host-") + name;

    public CookieOptions OptionsFor(HttpRequest request, bool httpOnly, SameSiteMode sameSite) => new()
    {
        HttpOnly = httpOnly,
        Secure = !IsPlain(request),
        SameSite = sameSite,
        Path = "/",
        IsEssential = true,
    };
}
