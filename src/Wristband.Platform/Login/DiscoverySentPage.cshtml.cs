using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;

namespace Wristband.Platform.Login;

/// <summary>The same answer for an address with several workspaces and for one without any (P-32).</summary>
[OnHost(HostKind.Application)]
internal sealed class DiscoverySentPage : PageModel
{
    public const string Path = "/login/check-mail";
}
