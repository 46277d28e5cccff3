using System.ComponentModel.DataAnnotations;
using Wristband.DemoApp.Data;

namespace Wristband.DemoApp.Notes;

/// <summary>What a form may say about a note, and nothing else: tenant, author and times are not for a request to decide.</summary>
internal sealed class NoteInput
{
    [Required(ErrorMessage = "Give the note a title.")]
    [StringLength(Note.LongestTitle, ErrorMessage = "The title is too long; 100 characters fit.")]
    public string? Title { get; set; }

    [StringLength(Note.LongestText, ErrorMessage = "The text is too long; 2000 characters fit.")]
    public string? Text { get; set; }

    /// <summary>The version that the person saw when they began to write.</summary>
    public int Version { get; set; }

    public static NoteInput Of(Note note) => new() { Title = note.Title, Text = note.Text, Version = note.Version };
}
