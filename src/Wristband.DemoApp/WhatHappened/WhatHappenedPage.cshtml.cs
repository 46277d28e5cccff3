using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Wristband.AspNetCore;
using Wristband.DemoApp.Data;

namespace Wristband.DemoApp.WhatHappened;

/// <summary>The steps of the person's own last sign-in.</summary>
[Authorize]
internal sealed class WhatHappenedPage(DemoDbContext database) : PageModel
{
    public IReadOnlyList<LoginStep> Steps { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var user = User.GetUserId();
        Steps = LoginRecord.Parse(await database.Members.Where(member => member.UserId == user)
            .Select(member => member.LastSignInSteps).FirstOrDefaultAsync(cancellationToken));
    }
}
