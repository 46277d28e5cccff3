namespace Wristband.DemoApp.Live;

/// <summary>The words of the live page, also of its script.</summary>
internal sealed class LiveTexts;
