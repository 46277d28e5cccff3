using Microsoft.AspNetCore.Mvc.RazorPages;
using Wristband.Platform.Http;

namespace Wristband.Platform.Setup;

/// <summary>
/// Where the journeys of an application end that has no login URL of its own yet: a new one's is this page, until somebody sets it.
/// </summary>
[OnHost(HostKind.Application)]
internal sealed class NotConnectedPage : PageModel
{
    public const string Path = "/not-connected";
}
