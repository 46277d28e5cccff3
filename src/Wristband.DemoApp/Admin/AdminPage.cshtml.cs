using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Admin;

/// <summary>__WRISTBAND__ The members of the owner's own tenant. Viewers get 403; an owner of another tenant sees that one's.</summary>
[RequirePermissions(Permissions.MembersRead)]
internal sealed class AdminPage(DemoDbContext database) : PageModel
{
    // From the query and nowhere else: "page" is also what Razor Pages calls the page in the route.
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public Paging Paging { get; private set; } = Paging.At("/admin", 1, 0);

    public IReadOnlyList<Member> Members { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Paging = Paging.At("/admin", Number, await database.Members.CountAsync(cancellationToken));
        Members = await database.Members.AsNoTracking()
            .OrderByDescending(member => member.LastSignIn).ThenBy(member => member.UserId)
            .Skip(Paging.Skip).Take(Paging.Size).ToListAsync(cancellationToken);
    }
}
