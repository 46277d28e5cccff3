namespace Wristband.DemoApp.Spa;

/// <summary>The words of the single-page app, also of its script.</summary>
internal sealed class SpaTexts;
