namespace Wristband.DemoApp.MinimalApis;

/// <summary>The words of the page for minimal APIs.</summary>
internal sealed class MinimalApisTexts;
