using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Wristband.AspNetCore;
using Wristband.DemoApp.Data;
using Wristband.DemoApp.Members;
using Wristband.DemoApp.Web;

namespace Wristband.DemoApp.Notes;

/// <summary>A new note, for the tenant of whoever writes it.</summary>
[RequirePermissions(Permissions.NotesWrite)]
internal sealed class AddNotePage(DemoDbContext database, TimeProvider time, IStringLocalizer<NotesTexts> texts) : PageModel
{
    private const int IdLength = 16;

    [BindProperty]
    public NoteInput Input { get; set; } = new();

    [TempData]
    public string? Done { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid) return Page();
        database.Add(new Note
        {
            // __WRISTBAND__ The tenant that the platform vouches for.
            TenantId = User.GetTenantId()!,
            Id = RandomNumberGenerator.GetHexString(IdLength, lowercase: true),
            Title = Input.Title!,
            Text = Input.Text ?? "",
            ChangedBy = Visitor.From(User).Name,
            ChangedAt = time.GetUtcNow(),
            Version = 1,
        });
        await database.SaveChangesAsync(cancellationToken);
        Done = texts["Saved"];
        return LocalRedirect(NotesPage.Path);
    }
}
