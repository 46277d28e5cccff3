namespace Wristband.DemoApp.Home;

/// <summary>The words of the home page.</summary>
internal sealed class HomeTexts;
