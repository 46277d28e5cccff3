namespace Wristband.Platform.Shared;

/// <summary>The words that several hosted pages share.</summary>
internal sealed class SharedTexts;
