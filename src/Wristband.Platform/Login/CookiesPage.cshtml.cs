using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;

namespace Wristband.Platform.Login;

/// <summary>For a browser that refuses cookies: says so, instead of sending it round in circles.</summary>
[OnHost(HostKind.Tenant)]
internal sealed class CookiesPage : PageModel
{
    public const string Path = "/login/cookies";
}
