using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Classic;

/// <summary>__WRISTBAND__ A page for members: [Authorize] sends guests to the login endpoint and back here afterwards.</summary>
[Authorize]
internal sealed class ClassicPage(IStringLocalizer<ClassicTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Tab { get; set; }

    public IReadOnlyList<ApiCall> Calls { get; } = ClassicCalls.All(texts);

    public ApiCall Call => Calls.FirstOrDefault(call => call.Id == Tab) ?? Calls[0];
}
