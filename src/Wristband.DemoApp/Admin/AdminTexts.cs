namespace Wristband.DemoApp.Admin;

/// <summary>The words of the list of members.</summary>
internal sealed class AdminTexts;
