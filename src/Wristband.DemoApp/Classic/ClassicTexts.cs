namespace Wristband.DemoApp.Classic;

/// <summary>The words of the page for Razor Pages and MVC.</summary>
internal sealed class ClassicTexts;
