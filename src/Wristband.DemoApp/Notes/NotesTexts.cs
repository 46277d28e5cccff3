namespace Wristband.DemoApp.Notes;

/// <summary>The words of notes.</summary>
internal sealed class NotesTexts;
