using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;

namespace Wristband.DemoApp.Notes;

/// <summary>Asks once, then deletes; but not a version that the person has not seen. Owners only: it needs both permissions.</summary>
[RequirePermissions(Permissions.NotesWrite, Permissions.NotesDelete)]
internal sealed class DeleteNotePage(DemoDbContext database, IStringLocalizer<NotesTexts> texts) : PageModel
{
    [BindProperty]
    public int Version { get; set; }

    [TempData]
    public string? Done { get; set; }

    public Note Note { get; private set; } = null!;

    public bool HasChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken) => await ShowAsync(id, cancellationToken);

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        var deleted = await database.Notes.Where(note => note.Id == id && note.Version == Version).ExecuteDeleteAsync(cancellationToken);
        if (deleted == 0)
        {
            HasChanged = true;
            Response.StatusCode = StatusCodes.Status409Conflict;
            return await ShowAsync(id, cancellationToken);
        }
        Done = texts["Deleted"];
        return LocalRedirect(NotesPage.Path);
    }

    private async Task<IActionResult> ShowAsync(string id, CancellationToken cancellationToken)
    {
        var note = await database.Notes.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (note is null) return NotFound();
        (Note, Version) = (note, note.Version);
        return Page();
    }
}
