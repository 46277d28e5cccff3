namespace Wristband.DemoApp.Errors;

/// <summary>The words of error pages.</summary>
internal sealed class ErrorTexts;
