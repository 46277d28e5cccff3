using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.MinimalApis;

/// <summary>__WRISTBAND__ A page for members, whose scripts call the minimal APIs.</summary>
[Authorize]
internal sealed class MinimalApisPage(IStringLocalizer<MinimalApisTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    public bool IsJwt => Tab == "jwt";

    public IReadOnlyList<ApiCall> Calls =>
        IsJwt ? [MinimalCalls.Token(texts), MinimalCalls.Hello(texts)] : [MinimalCalls.Session(texts)];
}
