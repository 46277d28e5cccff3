namespace Wristband.DemoApp.Shared;

/// <summary>The words of layout, top bar, panels, and of the scripts that several pages use.</summary>
internal sealed class SharedTexts;
