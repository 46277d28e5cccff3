namespace Wristband.Platform.Http;

/// <summary>The words of error pages, and how long to wait.</summary>
internal sealed class HttpTexts;
