using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Notes;

/// <summary>__WRISTBAND__ The notes of the session's tenant. No query here names the tenant: the database does that by itself.</summary>
[RequirePermissions(Permissions.NotesRead)]
internal sealed class NotesPage(DemoDbContext database) : PageModel
{
    public const string Path = "/notes";

    // From the query and nowhere else: "page" is also what Razor Pages calls the page in the route.
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>What has just been done, told once.</summary>
    [TempData]
    public string? Done { get; set; }

    public Paging Paging { get; private set; } = Paging.At(Path, 1, 0);

    public IReadOnlyList<Note> Notes { get; private set; } = [];

    public bool MayDelete => Permissions.Allow(User.GetGroup(), Permissions.NotesWrite, Permissions.NotesDelete);

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Paging = Paging.At(Path, Number, await database.Notes.CountAsync(cancellationToken));
        Notes = await database.Notes.AsNoTracking().OrderByDescending(note => note.ChangedAt).ThenBy(note => note.Id)
            .Skip(Paging.Skip).Take(Paging.Size).ToListAsync(cancellationToken);
    }
}
