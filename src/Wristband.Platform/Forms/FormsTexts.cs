namespace Wristband.Platform.Forms;

/// <summary>The words of this folder: FormsTexts.resx, FormsTexts.de.resx.</summary>
internal sealed class FormsTexts;
