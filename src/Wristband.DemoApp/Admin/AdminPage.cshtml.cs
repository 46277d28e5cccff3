using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;

namespace Wristband.DemoApp.Admin;

/// <summary>__WRISTBAND__ The members of the owner's own tenant. Viewers get 403; an owner of another tenant sees that one's.</summary>
[RequirePermissions(Permissions.MembersRead)]
internal sealed class AdminPage(DemoDbContext database) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true, Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public int Total { get; private set; }

    public bool HasMore => Number * PageSize < Total;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Total = await database.Members.CountAsync(cancellationToken);
        Number = Math.Clamp(Number, 1, Math.Max(1, (Total + PageSize - 1) / PageSize));
        Members = await database.Members.AsNoTracking()
            .OrderByDescending(member => member.LastSignIn).ThenBy(member => member.UserId)
            .Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
    }
}
