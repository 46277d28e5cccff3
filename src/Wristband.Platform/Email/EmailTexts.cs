namespace Wristband.Platform.Email;

/// <summary>The words around every mail, and of the mailbox.</summary>
internal sealed class EmailTexts;
