using System.ComponentModel.DataAnnotations;
using Wristband.DemoApp.Data;

namespace Wristband.DemoApp.Notes;

/// <summary>What a form may say about a note, and nothing else: tenant, author and times are not for a request to decide.</summary>
internal sealed class NoteInput
{
    // Names of texts: which language a person reads is known when the page is drawn.
    public const string TitleMissing = nameof(TitleMissing);
    public const string TitleTooLong = nameof(TitleTooLong);
    public const string TextTooLong = nameof(TextTooLong);

    [Required(ErrorMessage = TitleMissing)]
    [StringLength(Note.LongestTitle, ErrorMessage = TitleTooLong)]
    public string? Title { get; set; }

    [StringLength(Note.LongestText, ErrorMessage = TextTooLong)]
    public string? Text { get; set; }

    /// <summary>The version that the person saw when they began to write.</summary>
    public int Version { get; set; }

    public static NoteInput Of(Note note) => new() { Title = note.Title, Text = note.Text, Version = note.Version };
}
