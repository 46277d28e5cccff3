using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Notes;

/// <summary>Changes a note, unless somebody else did so meanwhile: then both versions are shown, and nothing is lost.</summary>
[RequirePermissions(Permissions.NotesWrite)]
internal sealed class EditNotePage(DemoDbContext database, TimeProvider time, IStringLocalizer<NotesTexts> texts) : PageModel
{
    [BindProperty]
    public NoteInput Input { get; set; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>What somebody else has saved since the person began to write.</summary>
    public Note? Theirs { get; private set; }

    /// <summary>Somebody has deleted the note since; or it never was one of this tenant, which looks the same on purpose.</summary>
    public bool IsGone { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(id, cancellationToken) is not { } note) return NotFound();
        Input = NoteInput.Of(note);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string id, CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        if (await FindAsync(id, cancellationToken) is not { } note) return Gone();

        // Only these two come from the form. The database compares the version that the person started from.
        (note.Title, note.Text) = (Input.Title!, Input.Text ?? "");
        (note.ChangedBy, note.ChangedAt) = (Visitor.From(User).Name, time.GetUtcNow());
        database.Entry(note).Property(n => n.Version).OriginalValue = Input.Version;
        note.Version = Input.Version + 1;
        try
        {
            await database.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return await FindAsync(id, cancellationToken) is { } theirs ? Conflict(theirs) : Gone();
        }
        Done = texts["Changed"];
        return LocalRedirect(NotesPage.Path);
    }

    private Task<Note?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.Notes.FirstOrDefaultAsync(note => note.Id == id, cancellationToken);

    private PageResult Conflict(Note theirs)
    {
        Theirs = theirs;
        // Saving again means: mine, over this one.
        Input.Version = theirs.Version;
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private PageResult Gone()
    {
        IsGone = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
