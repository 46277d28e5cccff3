using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Workspaces;

/// <summary>
/// The workspaces that this browser has used, newest first, in a cookie that only the server can read. It proves nothing.
/// </summary>
internal sealed class UsedWorkspaces(IDataProtectionProvider protection, TimeProvider time)
{
    private const string Cookie = "workspaces";
    private const int Most = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private readonly IDataProtector _protector = protection.CreateProtector("Wristband.DemoApp.Workspaces");

    public IReadOnlyList<UsedWorkspace> Read(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(NameFor(context), out var text)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<UsedWorkspace>>(_protector.Unprotect(text)) ?? [];
        }
        catch (Exception problem) when (problem is CryptographicException or JsonException)
        {
            // Written by another installation, or by hand. It only saves typing, so nothing is lost.
            return [];
        }
    }

    /// <summary>__WRISTBAND__ OnSignedIn: this workspace comes first from now on.</summary>
    public void Remember(HttpContext context, ClaimsIdentity identity)
    {
        var visitor = Visitor.From(new ClaimsPrincipal(identity));
        if (visitor.TenantName is not { } name) return;
        var others = Read(context).Where(known => known.Name != name);
        UsedWorkspace[] all = [new(name, visitor.Email, time.GetUtcNow()), .. others];
        var text = _protector.Protect(JsonSerializer.Serialize(all.Take(Most)));
        context.Response.Cookies.Append(NameFor(context), text, Options(context, Kept));
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), Options(context, null));

    private static string NameFor(HttpContext context) => context.Request.IsHttps ? "__Host-" + Cookie : Cookie;

    private static CookieOptions Options(HttpContext context, TimeSpan? lifetime) =>
        new() { HttpOnly = true, Secure = context.Request.IsHttps, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = lifetime };
}
