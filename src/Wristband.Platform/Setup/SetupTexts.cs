namespace Wristband.Platform.Setup;

/// <summary>The words of an application that is not finished.</summary>
internal sealed class SetupTexts;
